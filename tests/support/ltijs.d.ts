/** What the tests use of ltijs, which brings no types. */
declare module 'ltijs' {
  import type { Request, Response } from 'express';

  type Fields = Record<string, unknown>;

  /** Somebody who was launched, as ltijs hands it to a tool. */
  export interface IdToken {
    iss: string;
    user: string;
    clientId: string;
    userInfo: { given_name?: string; family_name?: string };
    platformContext: {
      roles: string[];
      context: { id: string };
      resource: { id: string };
      custom: Record<string, string>;
      endpoint: { scope: string[]; lineitems: string; lineitem?: string };
      namesRoles: { context_memberships_url: string };
    };
  }
  export interface LineItem {
    id: string;
    label: string;
    scoreMaximum: number;
    resourceId?: string;
    resourceLinkId?: string;
    tag?: string;
  }
  export interface Result {
    id: string;
    scoreOf: string;
    userId: string;
    resultScore: number;
    resultMaximum: number;
  }
  export interface Member {
    status: string;
    user_id: string;
    given_name: string;
    roles: string[];
  }

  export const Provider: {
    setup(key: string, database: { plugin: object }, options: Fields): Provider;
    onConnect(connected: (token: IdToken, request: Request, response: Response) => unknown): void;
    deploy(options: Fields): Promise<boolean>;
    close(options?: Fields): Promise<boolean>;
    registerPlatform(platform: Fields): Promise<object>;
    Grade: {
      getLineItems(token: IdToken, options?: Fields): Promise<{ lineItems: LineItem[]; next?: string }>;
      createLineItem(token: IdToken, item: Fields, options?: Fields): Promise<LineItem>;
      getLineItemById(token: IdToken, id: string): Promise<LineItem>;
      updateLineItemById(token: IdToken, id: string, item: Fields): Promise<LineItem>;
      deleteLineItemById(token: IdToken, id: string): Promise<boolean>;
      submitScore(token: IdToken, id: string, score: Fields): Promise<Fields>;
      getScores(token: IdToken, id: string, options?: Fields): Promise<{ scores: Result[]; next?: string }>;
    };
    NamesAndRoles: {
      getMembers(
        token: IdToken,
        options?: Fields,
      ): Promise<{ id: string; context: { id: string }; members: Member[]; next?: string }>;
    };
  };
}
