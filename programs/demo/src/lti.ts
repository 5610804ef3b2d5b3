import { createRemoteJWKSet, jwtVerify } from 'jose';
import { BoundedMap } from './bounded.js';

/** The tool's side of an LTI 1.3 launch: https://www.imsglobal.org/spec/security/v1p0/ */
export interface Platform {
  url: string;
  clientId: string;
}

/** What the program needs to know of a launch: who practises, with what, and where to go after. */
export interface Launch {
  /** The pseudonym of whoever comes in. */
  pupil: string;
  role: 'pupil' | 'supervisor';
  firstName: string;
  product: string;
  returnUrl: string;
}

const CLAIM = 'https://purl.imsglobal.org/spec/lti/claim/';
const INSTRUCTOR = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor';
const TEN_MINUTES = 600_000;

/** What is remembered between the two steps of a launch. */
interface Begun {
  nonce: string;
  deployment: unknown;
}

/** A launch that is not to be trusted. */
export class LaunchError extends Error {
  readonly status = 400;
}

export class Launches {
  readonly #begun = new BoundedMap<Begun>(10_000, TEN_MINUTES);
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
    this.#begun.set(state, { nonce, deployment: request.lti_deployment_id });
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
    const begun = typeof state === 'string' ? this.#begun.take(state) : undefined;
    if (begun === undefined || typeof token !== 'string') throw new LaunchError('unknown state');
    const claims = await this.#verify(token);
    if (claims.nonce !== begun.nonce) throw new LaunchError('another nonce');
    if (claims[`${CLAIM}message_type`] !== 'LtiResourceLinkRequest') {
      throw new LaunchError('another message');
    }
    if (claims[`${CLAIM}version`] !== '1.3.0') throw new LaunchError('another version');
    const deployment = claims[`${CLAIM}deployment_id`];
    if (typeof deployment !== 'string') throw new LaunchError('no deployment');
    if (begun.deployment !== undefined && begun.deployment !== deployment) {
      throw new LaunchError('another deployment');
    }
    if (claims.azp !== undefined && claims.azp !== this.platform.clientId) {
      throw new LaunchError('a token for another client');
    }
    if (typeof claims.sub !== 'string') throw new LaunchError('nobody');
    const presentation = asRecord(claims[`${CLAIM}launch_presentation`]);
    return {
      pupil: claims.sub,
      role: asList(claims[`${CLAIM}roles`]).includes(INSTRUCTOR) ? 'supervisor' : 'pupil',
      firstName: asText(claims.given_name),
      product: asText(asRecord(claims[`${CLAIM}custom`]).product),
      returnUrl: asWebAddress(presentation.return_url) ?? this.platform.url,
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

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** It becomes a link: only the web, nothing that a browser would run. */
function asWebAddress(value: unknown): string | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : undefined;
}
