import { createRemoteJWKSet, jwtVerify } from 'jose';
import { BoundedMap } from './bounded.js';

/** The tool's side of an LTI 1.3 launch: https://www.imsglobal.org/spec/security/v1p0/ */
export interface Platform {
  url: string;
  clientId: string;
}

/** What the program needs to know of a launch: who practises, with what, and where to go after. */
export interface Launch {
  pupil: string;
  firstName: string;
  product: string;
  returnUrl: string;
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const TEN_MINUTES = 600_000;

/** A launch that is not to be trusted. */
export class LaunchError extends Error {}

export class Launches {
  readonly #nonceOfState = new BoundedMap<string>(10_000, TEN_MINUTES);
  readonly #keys;

  constructor(private readonly platform: Platform) {
    this.#keys = createRemoteJWKSet(new URL(`${platform.url}/lti/jwks.json`));
  }

  /** The address at the platform that a third-party-initiated sign-in goes on to. */
  begin(request: Record<string, unknown>, redirectUri: string): string {
    const hint = request.login_hint;
    const messageHint = request.lti_message_hint;
    const isOurs =
      request.iss === this.platform.url &&
      (request.client_id === undefined || request.client_id === this.platform.clientId);
    if (!isOurs || typeof hint !== 'string') throw new LaunchError('not our platform');
    const state = crypto.randomUUID();
    const nonce = crypto.randomUUID();
    this.#nonceOfState.set(state, nonce);
    const query = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: this.platform.clientId,
      redirect_uri: redirectUri,
      login_hint: hint,
      state,
      nonce,
    });
    if (typeof messageHint === 'string') query.set('lti_message_hint', messageHint);
    return `${this.platform.url}/lti/authorize?${query.toString()}`;
  }

  /** Believes an id_token, or throws LaunchError. A state works once, and so does its nonce. */
  async finish(form: Record<string, unknown>): Promise<Launch> {
    const { state, id_token: token } = form;
    const nonce = typeof state === 'string' ? this.#nonceOfState.take(state) : undefined;
    if (nonce === undefined || typeof token !== 'string') throw new LaunchError('unknown state');
    const claims = await this.#verify(token);
    if (claims.nonce !== nonce) throw new LaunchError('another nonce');
    if (claims[`${CLAIM}message_type`] !== 'LtiResourceLinkRequest') {
      throw new LaunchError('another message');
    }
    if (claims[`${CLAIM}version`] !== '1.3.0') throw new LaunchError('another version');
    if (typeof claims[`${CLAIM}deployment_id`] !== 'string') throw new LaunchError('no deployment');
    if (typeof claims.sub !== 'string') throw new LaunchError('nobody');
    const presentation = asRecord(claims[`${CLAIM}launch_presentation`]);
    return {
      pupil: claims.sub,
      firstName: asText(claims.given_name),
      product: asText(asRecord(claims[`${CLAIM}custom`]).product),
      returnUrl: asText(presentation.return_url) || this.platform.url,
    };
  }

  async #verify(token: string) {
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        algorithms: ['RS256'],
        issuer: this.platform.url,
        audience: this.platform.clientId,
        requiredClaims: ['exp', 'iat', 'nonce', 'sub'],
      });
      return payload;
    } catch (error) {
      throw new LaunchError('a token that is not to be trusted', { cause: error });
    }
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
