export interface Concern {
  name?: string | null;
  field?: string | null;
  code?: string | null;
  value?: string | null;
  /** What or whom it touches, in words: 'Fenna Jansen (Bouw!)'. */
  about?: string | null;
}

/** What the server (or the road to it) refuses, as RFC 9457 says it, with a code that messages.ts can put in words. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly concerns: Concern[] = [],
    readonly figures: Partial<Record<string, number>> = {},
  ) {
    super(code);
    this.name = 'Problem';
  }

  static async from(response: Response): Promise<Problem> {
    const said: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    const body = (typeof said === 'object' && said !== null ? said : {}) as Partial<
      Record<'code' | 'concerns' | 'figures', unknown>
    >;
    const figures: Partial<Record<string, number>> = { ...(body.figures as Record<string, number> | null | undefined) };
    const wait = Number(response.headers.get('Retry-After'));
    if (Number.isFinite(wait) && wait > 0) figures.seconds ??= wait;
    return new Problem(
      response.status,
      typeof body.code === 'string' ? body.code : codeOf(response.status),
      Array.isArray(body.concerns) ? (body.concerns as Concern[]) : [],
      figures,
    );
  }
}

/** For answers that are not ours: a proxy that says no before the server heard of it. */
function codeOf(status: number): string {
  if (status === 401) return 'sign_in_first';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 413) return 'too_large';
  if (status === 429) return 'throttled';
  if (status === 502 || status === 503 || status === 504) return 'busy';
  return 'internal';
}

export const isProblem = (error: unknown, code?: string): error is Problem =>
  error instanceof Problem && (code === undefined || error.code === code);
