import createClient, { type Middleware } from 'openapi-fetch';
import { Problem } from './problem';
import type { paths } from './schema';

type Listener = () => void;
let signedOut: Listener = () => undefined;

/** Called when the server says that the session is over, whatever was asked. */
export const onSignedOut = (listener: Listener) => {
  signedOut = listener;
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const problem = await Problem.from(response);
    if (problem.code === 'sign_in_first') signedOut();
    throw problem;
  },
  onError({ error }) {
    // Only fetch itself fails here: no network, or no server at the other end.
    return error instanceof DOMException && error.name === 'AbortError' ? error : new Problem(0, 'offline');
  },
};

export const client = createClient<paths>({
  baseUrl: globalThis.location.origin,
  credentials: 'same-origin',
  fetch: (request) => globalThis.fetch(request),
});
client.use(problems);
