import { client } from './client';
import { Problem } from './problem';
import type {
  Connection,
  ContentEdit,
  ContentKind,
  ContentState,
  CredentialsOfPupils,
  LinkRow,
  NewContent,
  NewProfessional,
  NewPupil,
  NewSubscription,
  OwnProfileEdit,
  OwnProof,
  PeopleKind,
  ProfileEdit,
  PupilName,
  Role,
  RolesEdit,
  RowEdit,
  Ticked,
} from './types';

/** Every refusal is thrown by the client, so what comes back here is the answer. */
async function answer<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) throw new Problem(200, 'internal');
  return data;
}

async function done(call: Promise<unknown>): Promise<void> {
  await call;
}

const inSchool = (school: string) => ({ params: { path: { school } } });
const ofUser = (school: string, user: string) => ({ params: { path: { school, user } } });
const ofSubscription = (school: string, subscription: string) => ({ params: { path: { school, subscription } } });
const ofLicence = (school: string, subscription: string, pupil: string) => ({
  params: { path: { school, subscription, pupil } },
});
const inImport = (school: string, id: string) => ({ params: { path: { school, import: id } } });

// accounts
export const getSession = () => answer(client.GET('/api/session'));
export const signIn = (login: string, password: string, code: string) =>
  answer(client.POST('/api/session', { body: { login, password, ...(code === '' ? {} : { code }) } }));
export const signOut = () => done(client.DELETE('/api/session'));
export const askPasswordReset = (login: string) => done(client.POST('/api/password-resets', { body: { login } }));
export const checkPasswordReset = (token: string) =>
  answer(client.POST('/api/password-resets/check', { body: { token } }));
export const setPassword = (token: string, password: string) =>
  done(client.POST('/api/password-resets/use', { body: { token, password } }));
export const confirmEmail = (token: string) => done(client.POST('/api/email-changes/use', { body: { token } }));
export const getOwnProfile = () => answer(client.GET('/api/profile'));
export const putOwnProfile = (profile: OwnProfileEdit) => answer(client.PUT('/api/profile', { body: profile }));
export const getSecondFactor = () => answer(client.GET('/api/second-factor'));
export const beginSecondFactor = (proof: OwnProof) => answer(client.POST('/api/second-factor/begin', { body: proof }));
export const confirmSecondFactor = (ticket: string, code: string) =>
  answer(client.POST('/api/second-factor/confirm', { body: { ticket, code } }));
export const renewRecoveryCodes = (proof: OwnProof) =>
  answer(client.POST('/api/second-factor/recovery-codes', { body: proof }));
export const switchOffSecondFactor = (proof: OwnProof) => done(client.POST('/api/second-factor/off', { body: proof }));

// schools
export const demandSecondFactor = (school: string, demanded: boolean) =>
  done(client.PUT('/api/schools/{school}/second-factor', { ...inSchool(school), body: { demanded } }));
export const chooseSchool = (school: string) => answer(client.PUT('/api/session/school', { body: { school } }));
export const getOverview = (school: string) => answer(client.GET('/api/schools/{school}/overview', inSchool(school)));
export const getProducts = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/products', inSchool(school)))).products;
export const getSettings = (school: string) => answer(client.GET('/api/schools/{school}/settings', inSchool(school)));
export const putAddresses = (school: string, connection: Connection, addresses: string) =>
  answer(client.PUT('/api/schools/{school}/addresses', { ...inSchool(school), body: { connection, addresses } }));
export const dropAddresses = (school: string) =>
  done(client.DELETE('/api/schools/{school}/addresses', inSchool(school)));

export const putRetention = (school: string, years: number) =>
  done(client.PUT('/api/schools/{school}/retention', { ...inSchool(school), body: { years } }));

// people
export const getPeople = async (school: string, state: 'active' | 'archived') =>
  (await answer(client.GET('/api/schools/{school}/people', { params: { path: { school }, query: { state } } }))).people;
export const getSupervisors = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/supervisors', inSchool(school)))).supervisors;
export const getPeopleSheet = (school: string, state: 'active' | 'archived', people: string[]) =>
  answer(
    client.POST('/api/schools/{school}/people/download', {
      ...inSchool(school),
      body: { state, people },
      parseAs: 'blob',
    }),
  );

// people: many at once
export const archive = (school: string, people: Ticked[]) =>
  answer(client.POST('/api/schools/{school}/people/archive', { ...inSchool(school), body: { people } }));
export const unarchive = (school: string, people: Ticked[]) =>
  answer(client.POST('/api/schools/{school}/people/unarchive', { ...inSchool(school), body: { people } }));
export const linkPupils = (school: string, people: Ticked[], rows: LinkRow[]) =>
  answer(client.POST('/api/schools/{school}/people/link-pupils', { ...inSchool(school), body: { people, rows } }));
export const linkProfessionals = (school: string, people: Ticked[], roles: Role[], products: string[]) =>
  answer(
    client.POST('/api/schools/{school}/people/link-professionals', {
      ...inSchool(school),
      body: { people, roles, products },
    }),
  );
export const removeRole = (school: string, people: Ticked[], role: Role) =>
  answer(client.POST('/api/schools/{school}/people/remove-role', { ...inSchool(school), body: { people, role } }));
export const changeYearGroup = (school: string, people: Ticked[], direction: 'up' | 'down') =>
  answer(client.POST('/api/schools/{school}/people/year-group', { ...inSchool(school), body: { people, direction } }));
export const undo = (school: string, token: string) =>
  answer(client.POST('/api/schools/{school}/people/undo', { ...inSchool(school), body: { undo: token } }));

// people: one of them
export const getProfile = (school: string, user: string) =>
  answer(client.GET('/api/schools/{school}/people/{user}', ofUser(school, user)));
export const putProfile = (school: string, user: string, body: ProfileEdit) =>
  answer(client.PUT('/api/schools/{school}/people/{user}/profile', { ...ofUser(school, user), body }));
export const putPupilProducts = (
  school: string,
  user: string,
  body: { version: number; rows: { product: string; supervisors: string[] }[] },
) => answer(client.PUT('/api/schools/{school}/people/{user}/products', { ...ofUser(school, user), body }));
export const putRoles = (school: string, user: string, body: RolesEdit) =>
  answer(client.PUT('/api/schools/{school}/people/{user}/roles', { ...ofUser(school, user), body }));

// people: new ones
export const createProfessional = (school: string, professional: NewProfessional) =>
  answer(client.POST('/api/schools/{school}/professionals', { ...inSchool(school), body: professional }));
export const suggestCredentials = (school: string, name: PupilName) =>
  answer(client.POST('/api/schools/{school}/pupils/credentials', { ...inSchool(school), body: name }));
export const checkUserName = (school: string, userName: string) =>
  answer(
    client.GET('/api/schools/{school}/user-names/check', {
      params: { path: { school }, query: { user_name: userName } },
    }),
  );
export const createPupil = (school: string, pupil: NewPupil) =>
  answer(client.POST('/api/schools/{school}/pupils', { ...inSchool(school), body: pupil }));
export const getCards = (school: string, body: CredentialsOfPupils) =>
  answer(client.POST('/api/schools/{school}/credentials/cards', { ...inSchool(school), body, parseAs: 'blob' }));
export const getSheet = (school: string, body: CredentialsOfPupils) =>
  answer(client.POST('/api/schools/{school}/credentials/sheet', { ...inSchool(school), body, parseAs: 'blob' }));

// people: imports
export const getTemplate = (school: string, kind: PeopleKind) =>
  answer(
    client.GET('/api/schools/{school}/imports/template', {
      params: { path: { school }, query: { kind } },
      parseAs: 'blob',
    }),
  );
export const getImports = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/imports', inSchool(school)))).imports;
export const startImport = (school: string, kind: PeopleKind, file: File) =>
  answer(
    client.POST('/api/schools/{school}/imports', {
      params: { path: { school }, query: { file_name: file.name, kind } },
      // OpenAPI has no word for raw bytes but 'string'.
      body: file as unknown as string,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
export const getImport = (school: string, id: string) =>
  answer(client.GET('/api/schools/{school}/imports/{import}', inImport(school, id)));
export const editImport = (school: string, id: string, rows: RowEdit[]) =>
  answer(client.PUT('/api/schools/{school}/imports/{import}/rows', { ...inImport(school, id), body: { rows } }));
export const saveImport = (school: string, id: string) =>
  answer(client.POST('/api/schools/{school}/imports/{import}/save', inImport(school, id)));
export const dropImport = (school: string, id: string) =>
  done(client.DELETE('/api/schools/{school}/imports/{import}', inImport(school, id)));

// subscriptions
export const getSubscriptions = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/subscriptions', inSchool(school)))).subscriptions;
export const getLicences = (school: string, id: string) =>
  answer(client.GET('/api/schools/{school}/subscriptions/{subscription}', ofSubscription(school, id)));
export const getSubscriptionHistory = (school: string, id: string) =>
  answer(client.GET('/api/schools/{school}/subscriptions/{subscription}/history', ofSubscription(school, id)));
export const endSubscription = (school: string, id: string, day: string) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/end', {
      ...ofSubscription(school, id),
      body: { ends_on: day },
    }),
  );
export const resumeSubscription = (school: string, id: string) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/cancel-end', {
      ...ofSubscription(school, id),
    }),
  );
export const giveLicences = (school: string, id: string, pupils: number) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/licences', {
      ...ofSubscription(school, id),
      body: { pupils },
    }),
  );
export const moveLicences = (school: string, id: string, pupils: number) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/licences/move', {
      ...ofSubscription(school, id),
      body: { pupils },
    }),
  );
export const endLicence = (school: string, id: string, pupil: string, day: string) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/licences/{pupil}/end', {
      ...ofLicence(school, id, pupil),
      body: { ends_on: day },
    }),
  );
export const resumeLicence = (school: string, id: string, pupil: string) =>
  answer(
    client.POST('/api/schools/{school}/subscriptions/{subscription}/licences/{pupil}/cancel-end', {
      ...ofLicence(school, id, pupil),
    }),
  );

// subscriptions, by the publisher
export const getOperatorSubscriptions = (school: string) =>
  answer(client.GET('/api/operator/schools/{school}/subscriptions', inSchool(school)));
export const createSubscription = (school: string, subscription: NewSubscription) =>
  answer(client.POST('/api/operator/schools/{school}/subscriptions', { ...inSchool(school), body: subscription }));
export const changeSeats = (school: string, id: string, seats: number, before: number) =>
  answer(
    client.PUT('/api/operator/schools/{school}/subscriptions/{subscription}', {
      ...ofSubscription(school, id),
      body: { seats, seats_before: before },
    }),
  );
export const endSubscriptionAsOperator = (school: string, id: string, day: string) =>
  answer(
    client.POST('/api/operator/schools/{school}/subscriptions/{subscription}/end', {
      ...ofSubscription(school, id),
      body: { ends_on: day },
    }),
  );
export const resumeSubscriptionAsOperator = (school: string, id: string) =>
  answer(
    client.POST('/api/operator/schools/{school}/subscriptions/{subscription}/cancel-end', {
      ...ofSubscription(school, id),
    }),
  );
export const getOperatorHistory = (school: string, id: string) =>
  answer(client.GET('/api/operator/schools/{school}/subscriptions/{subscription}/history', ofSubscription(school, id)));

// programs
export const getMyPrograms = async () => (await answer(client.GET('/api/my/programs'))).programs;
export const getSupervisedPrograms = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/programs', inSchool(school)))).programs;

// results
export const getResultProducts = (school: string) =>
  answer(client.GET('/api/schools/{school}/results/products', inSchool(school)));
export const getResults = (school: string, product: string, week: string) =>
  answer(
    client.GET('/api/schools/{school}/results/{product}/pupils', {
      params: { path: { school, product }, query: { week } },
    }),
  );
export const getRecent = (school: string, product: string, week: string) =>
  answer(
    client.GET('/api/schools/{school}/results/{product}/recent', {
      params: { path: { school, product }, query: { week } },
    }),
  );
export const getResultsSheet = (school: string, product: string, week: string, pupils: string[]) =>
  answer(
    client.POST('/api/schools/{school}/results/{product}/download', {
      params: { path: { school, product } },
      body: { week, pupils },
      parseAs: 'blob',
    }),
  );
export interface Period {
  /** The first day ... */
  from: string;
  /** ... and the last. */
  until: string;
}
/** One pupil's work with a product. */
export interface PupilOfProduct {
  school: string;
  product: string;
  pupil: string;
}
const inPeriod = (path: PupilOfProduct, { from, until }: Period) => ({ params: { path, query: { from, until } } });
export const getReport = (of: PupilOfProduct, period: Period) =>
  answer(client.GET('/api/schools/{school}/results/{product}/pupils/{pupil}', inPeriod(of, period)));
export const getDossier = (of: PupilOfProduct, period: Period) =>
  answer(
    client.GET('/api/schools/{school}/results/{product}/pupils/{pupil}/dossier', {
      ...inPeriod(of, period),
      parseAs: 'blob',
    }),
  );
export const getReportSheet = (of: PupilOfProduct, period: Period) =>
  answer(
    client.GET('/api/schools/{school}/results/{product}/pupils/{pupil}/sheet', {
      ...inPeriod(of, period),
      parseAs: 'blob',
    }),
  );
export const addRemark = async (of: PupilOfProduct, remark: string) =>
  (
    await answer(
      client.POST('/api/schools/{school}/results/{product}/pupils/{pupil}/remarks', {
        params: { path: of },
        body: { remark },
      }),
    )
  ).remarks;
export const removeRemark = (of: PupilOfProduct, remark: string) =>
  done(
    client.DELETE('/api/schools/{school}/results/{product}/pupils/{pupil}/remarks/{remark}', {
      params: { path: { ...of, remark } },
    }),
  );

export const getDocuments = (school: string, product: string) =>
  answer(client.GET('/api/schools/{school}/results/{product}/documents', { params: { path: { school, product } } }));

// publishing
export const getOperatorSchools = async () => (await answer(client.GET('/api/operator/schools'))).schools;

export interface ContentFilter {
  state?: ContentState | undefined;
  product?: string | undefined;
  search?: string | undefined;
}
const ofContent = (content: string) => ({ params: { path: { content } } });
const ofUpload = (upload: string) => ({ params: { path: { upload } } });
export const getContents = (kind: ContentKind, filter: ContentFilter) =>
  answer(client.GET('/api/operator/contents', { params: { query: { kind, ...filter } } }));
export const getContent = (content: string) =>
  answer(client.GET('/api/operator/contents/{content}', ofContent(content)));
export const createContent = (body: NewContent) => answer(client.POST('/api/operator/contents', { body }));
export const changeContent = (content: string, version: number, edit: ContentEdit) =>
  answer(client.PUT('/api/operator/contents/{content}', { ...ofContent(content), body: { ...edit, version } }));
export const withdrawContent = (content: string, version: number) =>
  answer(client.POST('/api/operator/contents/{content}/withdraw', { ...ofContent(content), body: { version } }));
export const removeContent = (content: string, version: number) =>
  done(client.POST('/api/operator/contents/{content}/remove', { ...ofContent(content), body: { version } }));
export const orderContents = (kind: ContentKind, contents: string[]) =>
  done(client.POST('/api/operator/contents/order', { body: { kind, contents } }));
export const previewText = async (body: string) =>
  (await answer(client.POST('/api/operator/contents/preview', { body: { body } }))).html;
export const beginUpload = (file: File) =>
  answer(client.POST('/api/operator/uploads', { body: { file_name: file.name, size: file.size } }));
export const getUpload = (upload: string) => answer(client.GET('/api/operator/uploads/{upload}', ofUpload(upload)));
export const putPart = (upload: string, offset: number, bytes: Blob, signal: AbortSignal) =>
  answer(
    client.PUT('/api/operator/uploads/{upload}/parts/{offset}', {
      params: { path: { upload, offset } },
      body: bytes as unknown as string,
      bodySerializer: (body) => body,
      headers: { 'Content-Type': 'application/octet-stream' },
      signal,
    }),
  );
export const finishUpload = (upload: string) =>
  answer(client.POST('/api/operator/uploads/{upload}/finish', ofUpload(upload)));

// audit
export interface AuditFilter {
  user?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
}
export const getAudit = (school: string, filter: AuditFilter, before: number | undefined) =>
  answer(client.GET('/api/schools/{school}/audit', { params: { path: { school }, query: { ...filter, before } } }));
