/**
 * The names by which the page knows what the server says. The shapes come from the server's own description
 * (schema.d.ts, written by script/openapi); here they are only named, and made narrower where the page knows more.
 */
import type * as Pending from './pending';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Answer } } } };
}
  ? Answer
  : never;
type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Sector = 'po' | 'so' | 'vo';

export type Session = Schemas['accounts.SessionAnswer'];
export type SchoolOfUser = Schemas['accounts.SessionSchool'];
export type Role = SchoolOfUser['roles'][number];

export type Product = Schemas['products.Product'];
export type SchoolOverview = Got<'/api/schools/{school}/overview'>;

export type Person = Schemas['people.Person'];
export type Supervisor = Schemas['people.Supervisor'];
/** Without a product: the product each pupil has now. */
export type LinkRow = Schemas['people.LinkRow'];
/** Who was ticked, as they were seen. */
export type Ticked = Pending.Ticked;
export type Done = Pending.Done;

export type Profile = Pending.Profile;
export type ProfileEdit = Pending.ProfileEdit;
export type RolesEdit = Pending.RolesEdit;
export type OwnProfile = Pending.OwnProfile;
export type OwnProfileEdit = Pending.OwnProfileEdit;

export type PupilName = Sent<'/api/schools/{school}/pupils/credentials'>;
export type Credentials = Schemas['people.Credentials'];
export type NewPupil = Sent<'/api/schools/{school}/pupils'>;
export type CreatedPupil = Schemas['people.CreatedPupil'];
export type CredentialsOfPupils = Sent<'/api/schools/{school}/credentials/cards'>;

export type NewProfessional = Pending.NewProfessional;
export type CreatedProfessional = Pending.CreatedProfessional;

export type PeopleKind = Pending.PeopleKind;
export type RowEdit = Pending.RowEdit;
export type ImportField = Exclude<keyof RowEdit, 'number' | 'skip' | 'keep'>;
export type ImportRow = Pending.ImportRow;
export type Import = Pending.Import;
export type UnfinishedImport = Pending.ImportSummary;

export type Settings = Pending.Settings;
export type Connection = Pending.Connection;

export type AuditLine = Got<'/api/schools/{school}/audit'>['lines'][number];

export type Program = Schemas['programs.MyProgram'];
export type PupilResult = Schemas['results.PupilResult'];
export type Results = Schemas['results.Overview'];
export type OperatorSchool = Got<'/api/operator/schools'>['schools'][number];
