import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';

/** A learning program as the portal knows it: a name, a key, and an address where that key is found. */
export class Tool {
  url = '';
  #server: Server | undefined;
  #key: CryptoKey | undefined;

  async start(): Promise<void> {
    const pair = await generateKeyPair('RS256');
    this.#key = pair.privateKey;
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'tool', alg: 'RS256', use: 'sig' };
    this.#server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  stop = () => this.#server?.close();

  assertion(claims: Record<string, unknown>, key = this.#key): Promise<string> {
    if (!key) throw new Error('not started');
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      iss: 'demo-program',
      sub: 'demo-program',
      jti: randomUUID(),
      iat: now,
      exp: now + 60,
      ...claims,
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'tool' })
      .sign(key);
  }
}

/** All that a token may be for, by a short name. */
export const SCOPES = {
  delivering: 'results',
  editing: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  looking: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  reading: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  scoring: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  counting: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

/** Asks the portal at this address for a program's token, by an assertion. */
export async function askToken(
  portal: string,
  assertion: string,
  scope = 'results',
): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(`${portal}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
