/** The part that we use of what comes without types. */
declare module 'swagger-ui-dist/swagger-ui-es-bundle' {
  export default function SwaggerUI(options: Record<string, unknown>): void;
}
