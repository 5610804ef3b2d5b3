import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle';
import 'swagger-ui-dist/swagger-ui.css';
import './ApiPage.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { Logo } from '../../ui/Logo';
import { PageTitle } from '../../ui/PageTitle';

/** What programs use comes first. */
const FIRST = ['programs', 'oauth', 'lti', 'launch'];

function byUse(one: string, other: string): number {
  const rank = (group: string) => (FIRST.includes(group) ? FIRST.indexOf(group) : FIRST.length);
  return rank(one) - rank(other) || one.localeCompare(other);
}

/** The OpenAPI document to read, for who makes programs; they are not from here only, so in English. */
export function ApiPage(): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    SwaggerUI({
      domNode: place.current,
      url: '/api/openapi.json',
      tagsSorter: byUse,
      // A page to read: nothing is sent from it, and nothing is asked of other hosts.
      supportedSubmitMethods: [],
      validatorUrl: null,
      defaultModelsExpandDepth: -1,
    });
  }, []);
  return (
    <div className="api" lang="en">
      <header>
        <div className="logo">
          <Logo />
        </div>
        <PageTitle>Lexipoort for program makers</PageTitle>
        <p>
          Programs get a token at <code>/oauth/token</code>, deliver results to <code>/api/programs/results</code>, or
          use the services of LTI Advantage below <code>/lti</code>. What follows after those is what the portal’s own
          pages use. <a href="/api/openapi.json">The document itself (OpenAPI 3.1)</a>
        </p>
        <h2>Operations</h2>
      </header>
      {/* Swagger UI brings a <main> of its own. */}
      <div ref={place} />
    </div>
  );
}
