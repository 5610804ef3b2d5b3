/**
 * The contract with the server, in the shape that openapi-fetch reads. The names below are the only ones the
 * rest of the page knows.
 */
export type Kind = 'professional' | 'pupil' | 'operator';
export type Role = 'administrator' | 'supervisor';
export type Sector = 'po' | 'so' | 'vo';

export interface SchoolOfUser {
  id: string;
  name: string;
  place: string;
  sector: Sector;
  roles: Role[];
}

export interface Session {
  user: { id: string; kind: Kind; display_name: string; first_name: string };
  schools: SchoolOfUser[];
  current_school?: string | null;
}

export interface Product {
  id: string;
  slug: string;
  name: string;
  icon: string;
}

export interface SchoolOverview {
  school: { id: string; name: string; place: string; sector: Sector };
  products: { id: string; name: string; seats_total: number; seats_used: number }[];
  active_users: number;
  archived_users: number;
}

export interface Person {
  id: string;
  kind: 'professional' | 'pupil';
  first_name: string;
  infix?: string | null;
  last_name: string;
  display_name: string;
  /** The name, folded: lower case, without accents. */
  search: string;
  year_group?: number | null;
  user_name?: string | null;
  email?: string | null;
  roles: Role[];
  products: { id: string; name: string }[];
  linked_before: boolean;
  version: number;
}

export interface Supervisor {
  id: string;
  display_name: string;
}

/** Without a product: the product each pupil has now. */
export interface LinkRow {
  product?: string | null;
  supervisors: string[];
}

export interface LinkSummary {
  pupils: number;
  links: number;
  activated: number;
}

export interface PupilName {
  first_name: string;
  infix: string;
  last_name: string;
}

export interface Credentials {
  user_name: string;
  password: string;
}

export interface NewPupil extends PupilName, Credentials {
  year_group: number;
  links: { product: string; supervisors: string[] }[];
  accept_duplicate: boolean;
}

export interface CreatedPupil {
  id: string;
  display_name: string;
  user_name: string;
}

export interface CredentialsOfPupils {
  school_name?: string;
  pupils: (Credentials & { display_name: string })[];
}

export type ImportField = 'first_name' | 'infix' | 'last_name' | 'year_group' | 'user_name' | 'password';

export interface RowEdit extends Record<ImportField, string> {
  number: number;
  skip: boolean;
  keep: boolean;
}

export interface ImportRow extends RowEdit {
  faults: { field: ImportField; code: string }[];
  duplicate?: 'active' | 'archived' | 'file' | null;
}

export interface Import {
  id: string;
  file_name: string;
  state: 'ready' | 'saving' | 'saved';
  progress: { done: number; total: number };
  /** An earlier save broke off; nothing was stored. */
  interrupted: boolean;
  rows: ImportRow[];
  created: number;
}

export interface UnfinishedImport {
  id: string;
  file_name: string;
  state: Import['state'];
  rows: number;
  created_at: number | string;
}

export interface Program {
  product: string;
  slug: string;
  name: string;
  icon: string;
}

export interface PupilResult {
  id: string;
  display_name: string;
  search: string;
  year_group: number;
  highest_lesson?: number | null;
  home_seconds: number;
  school_seconds: number;
  lessons_until_test?: number | null;
}

export interface Results {
  week: string;
  product: { id: string; name: string };
  pupils: PupilResult[];
}

export interface OperatorSchool {
  id: string;
  name: string;
  place: string;
  brin: string;
  sector: Sector;
  active_users: number;
}

interface Json<T> {
  content: { 'application/json': T };
}
interface InSchool {
  school: string;
}
interface InImport {
  school: string;
  import: string;
}

type Operation<Answer, Path = undefined, Query = undefined, Body = undefined> = {
  parameters: (Path extends undefined ? object : { path: Path }) &
    (Query extends undefined ? object : { query: Query });
  responses: { 200: Json<Answer> };
} & (Body extends undefined ? object : { requestBody: Json<Body> });

export interface paths {
  '/api/session': {
    get: Operation<Session>;
    post: Operation<Session, undefined, undefined, { login: string; password: string }>;
    delete: Operation<undefined>;
  };
  '/api/session/school': { put: Operation<Session, undefined, undefined, { school: string }> };
  '/api/password-resets': { post: Operation<undefined, undefined, undefined, { login: string }> };
  '/api/password-resets/check': { get: Operation<{ usable: boolean }, undefined, { token: string }> };
  '/api/password-resets/use': {
    post: Operation<undefined, undefined, undefined, { token: string; password: string }>;
  };
  '/api/schools/{school}/overview': { get: Operation<SchoolOverview, InSchool> };
  '/api/schools/{school}/products': { get: Operation<{ products: Product[] }, InSchool> };
  '/api/schools/{school}/people': {
    get: Operation<{ people: Person[] }, InSchool, { state: 'active' | 'archived' }>;
  };
  '/api/schools/{school}/supervisors': { get: Operation<{ supervisors: Supervisor[] }, InSchool> };
  '/api/schools/{school}/people/link-pupils': {
    post: Operation<LinkSummary, InSchool, undefined, { pupils: string[]; rows: LinkRow[] }>;
  };
  '/api/schools/{school}/pupils/credentials': { post: Operation<Credentials, InSchool, undefined, PupilName> };
  '/api/schools/{school}/user-names/check': {
    get: Operation<{ free: boolean; allowed: boolean }, InSchool, { user_name: string }>;
  };
  '/api/schools/{school}/pupils': { post: Operation<CreatedPupil, InSchool, undefined, NewPupil> };
  '/api/schools/{school}/credentials/cards': { post: Operation<Blob, InSchool, undefined, CredentialsOfPupils> };
  '/api/schools/{school}/credentials/sheet': { post: Operation<Blob, InSchool, undefined, CredentialsOfPupils> };
  '/api/schools/{school}/imports/template': { get: Operation<Blob, InSchool> };
  '/api/schools/{school}/imports': {
    get: Operation<{ imports: UnfinishedImport[] }, InSchool>;
    post: Operation<Import, InSchool, { file_name: string }, Blob>;
  };
  '/api/schools/{school}/imports/{import}': {
    get: Operation<Import, InImport>;
    delete: Operation<undefined, InImport>;
  };
  '/api/schools/{school}/imports/{import}/rows': { put: Operation<Import, InImport, undefined, { rows: RowEdit[] }> };
  '/api/schools/{school}/imports/{import}/save': { post: Operation<Import, InImport> };
  '/api/my/programs': { get: Operation<{ programs: Program[] }> };
  '/api/schools/{school}/results/{product}/pupils': {
    get: Operation<Results, { school: string; product: string }, { week?: string }>;
  };
  '/api/schools/{school}/results/products': { get: Operation<{ products: Product[]; this_week: string }, InSchool> };
  '/api/operator/schools': { get: Operation<{ schools: OperatorSchool[] }> };
}
