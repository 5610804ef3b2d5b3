import { client } from './client';
import { Problem } from './problem';
import type { CredentialsOfPupils, LinkRow, NewPupil, PupilName, RowEdit } from './types';

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
const inImport = (school: string, id: string) => ({ params: { path: { school, import: id } } });

// accounts
export const getSession = () => answer(client.GET('/api/session'));
export const signIn = (login: string, password: string) =>
  answer(client.POST('/api/session', { body: { login, password } }));
export const signOut = () => done(client.DELETE('/api/session'));
export const askPasswordReset = (login: string) => done(client.POST('/api/password-resets', { body: { login } }));
export const checkPasswordReset = (token: string) =>
  answer(client.POST('/api/password-resets/check', { body: { token } }));
export const setPassword = (token: string, password: string) =>
  done(client.POST('/api/password-resets/use', { body: { token, password } }));

// schools
export const chooseSchool = (school: string) => answer(client.PUT('/api/session/school', { body: { school } }));
export const getOverview = (school: string) => answer(client.GET('/api/schools/{school}/overview', inSchool(school)));
export const getProducts = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/products', inSchool(school)))).products;

// people
export const getPeople = async (school: string, state: 'active' | 'archived') =>
  (await answer(client.GET('/api/schools/{school}/people', { params: { path: { school }, query: { state } } }))).people;
export const getSupervisors = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/supervisors', inSchool(school)))).supervisors;
export const linkPupils = (school: string, pupils: string[], rows: LinkRow[]) =>
  answer(client.POST('/api/schools/{school}/people/link-pupils', { ...inSchool(school), body: { pupils, rows } }));
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
export const getTemplate = (school: string) =>
  answer(client.GET('/api/schools/{school}/imports/template', { ...inSchool(school), parseAs: 'blob' }));
export const getImports = async (school: string) =>
  (await answer(client.GET('/api/schools/{school}/imports', inSchool(school)))).imports;
export const startImport = (school: string, file: File) =>
  answer(
    client.POST('/api/schools/{school}/imports', {
      params: { path: { school }, query: { file_name: file.name } },
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

// programs
export const getMyPrograms = async () => (await answer(client.GET('/api/my/programs'))).programs;

// results
export const getResultProducts = (school: string) =>
  answer(client.GET('/api/schools/{school}/results/products', inSchool(school)));
export const getResults = (school: string, product: string, week: string) =>
  answer(
    client.GET('/api/schools/{school}/results/{product}/pupils', {
      params: { path: { school, product }, query: { week } },
    }),
  );

// publishing
export const getOperatorSchools = async () => (await answer(client.GET('/api/operator/schools'))).schools;
