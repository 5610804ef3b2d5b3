/**
 * What the server is about to say, until script/openapi writes it into schema.d.ts. Each of these goes as soon as the
 * server has the route.
 */
import type { components, paths } from './schema';

type Schemas = components['schemas'];
type Role = 'administrator' | 'supervisor';

export interface Ticked {
  id: string;
  version: number;
}
export interface Done {
  people: number;
  activated: number;
  archived: number;
  undo?: string | null;
}
interface Named {
  id: string;
  name: string;
}
interface Shown {
  id: string;
  display_name: string;
}
export interface Profile {
  id: string;
  kind: 'pupil' | 'professional';
  first_name: string;
  infix: string;
  last_name: string;
  display_name: string;
  year_group?: number | null;
  user_name?: string | null;
  email?: string | null;
  job_title: string;
  roles: Role[];
  archived: boolean;
  is_self: boolean;
  own_profile_only: boolean;
  version: number;
  products: Named[];
  links: { product: Named; pupils: Shown[]; supervisors: Shown[] }[];
}
export interface ProfileEdit {
  version: number;
  first_name: string;
  infix: string;
  last_name: string;
  year_group?: number | null;
  user_name?: string | null;
  password?: string | null;
  email?: string | null;
  job_title?: string | null;
}
export interface ProductPupils {
  product: string;
  pupils: string[];
}
export interface RolesEdit {
  version: number;
  roles: Role[];
  products: string[];
  links: ProductPupils[];
}
export interface OwnProfile {
  first_name: string;
  infix: string;
  last_name: string;
  user_name?: string | null;
  email: string;
  job_title: string;
  version: number;
}
export interface OwnProfileEdit extends OwnProfile {
  password?: string | null;
}
export interface NewProfessional {
  first_name: string;
  infix: string;
  last_name: string;
  email: string;
  roles: Role[];
  products: string[];
  links: ProductPupils[];
}
export interface CreatedProfessional {
  id: string;
  display_name: string;
  email: string;
  joined: boolean;
}
export type PeopleKind = 'pupils' | 'professionals';
export type RowEdit = Schemas['people.RowEdit'] & { roles: string; email: string };
export type ImportRow = Schemas['people.ImportRow'] & { roles: string; email: string };
export type Import = Omit<Schemas['people.Import'], 'rows'> & { kind: PeopleKind; rows: ImportRow[] };
export type ImportSummary = Schemas['people.ImportSummary'] & { kind: PeopleKind };

export type Connection = 'one' | 'several' | 'range';
export interface Settings {
  name: string;
  place: string;
  brin: string;
  location_code: string;
  sector: string;
  addresses: { first: string; last: string }[];
  your_address: string;
  connection?: Connection | null;
}

interface Answer<Body> {
  200: { headers: Record<string, unknown>; content: { 'application/json': Body } };
}
interface Get<Path, Query, Body> {
  get: { parameters: { path: Path; query?: Query }; responses: Answer<Body> };
}
interface Sent<Path, Body, Said, Query = never> {
  parameters: { path: Path; query?: Query };
  requestBody: { content: { 'application/json': Body } };
  responses: Answer<Said>;
}
interface Post<Path, Body, Said, Query = never> {
  post: Sent<Path, Body, Said, Query>;
}
interface Put<Path, Body, Said> {
  put: Sent<Path, Body, Said>;
}
interface School {
  school: string;
}
interface User extends School {
  user: string;
}
interface OfImport extends School {
  import: string;
}
type Bulk<More = unknown> = Post<School, { people: Ticked[] } & More, Done>;

interface Changed {
  '/api/schools/{school}/people/archive': Bulk;
  '/api/schools/{school}/people/unarchive': Bulk;
  '/api/schools/{school}/people/link-pupils': Bulk<{ rows: Schemas['people.LinkRow'][] }>;
  '/api/schools/{school}/people/link-professionals': Bulk<{ roles: Role[]; products: string[] }>;
  '/api/schools/{school}/people/remove-role': Bulk<{ role: Role }>;
  '/api/schools/{school}/people/year-group': Bulk<{ direction: 'up' | 'down' }>;
  '/api/schools/{school}/people/undo': Post<School, { undo: string }, Done>;
  '/api/schools/{school}/people/download': Get<School, { state: 'active' | 'archived' }, string>;
  '/api/schools/{school}/people/{user}': Get<User, never, Profile>;
  '/api/schools/{school}/people/{user}/profile': Put<User, ProfileEdit, Profile>;
  '/api/schools/{school}/people/{user}/products': Put<
    User,
    { version: number; rows: { product: string; supervisors: string[] }[] },
    Done
  >;
  '/api/schools/{school}/people/{user}/roles': Put<User, RolesEdit, Done>;
  '/api/profile': {
    get: { responses: Answer<OwnProfile> };
    put: { requestBody: { content: { 'application/json': OwnProfileEdit } }; responses: Answer<OwnProfile> };
  };
  '/api/schools/{school}/professionals': Post<School, NewProfessional, CreatedProfessional>;
  '/api/schools/{school}/imports/template': Get<School, { kind: PeopleKind }, string>;
  '/api/schools/{school}/imports': Get<School, never, { imports: ImportSummary[] }> & {
    post: {
      parameters: { path: School; query: { file_name: string; kind: PeopleKind } };
      requestBody: { content: { 'application/octet-stream': string } };
      responses: Answer<Import>;
    };
  };
  '/api/schools/{school}/imports/{import}': Get<OfImport, never, Import> &
    Pick<paths['/api/schools/{school}/imports/{import}'], 'delete'>;
  '/api/schools/{school}/imports/{import}/rows': Put<OfImport, { rows: RowEdit[] }, Import>;
  '/api/schools/{school}/imports/{import}/save': {
    post: { parameters: { path: OfImport }; responses: Answer<Import> };
  };
  '/api/schools/{school}/settings': Get<School, never, Settings>;
  '/api/schools/{school}/addresses': Put<
    School,
    { connection: Connection; addresses: string },
    Settings & { overlaps: number }
  > & { delete: { parameters: { path: School }; responses: { 204: { headers: Record<string, unknown> } } } };
}

export type Paths = Omit<paths, keyof Changed> & Changed;
