/**
 * The names by which the page knows what the server says. The shapes come from the server's own description
 * (schema.d.ts, written by script/openapi); here they are only named, and made narrower where the page knows more.
 */
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
export type LinkSummary = Schemas['people.LinkSummary'];

export type PupilName = Sent<'/api/schools/{school}/pupils/credentials'>;
export type Credentials = Schemas['people.Credentials'];
export type NewPupil = Sent<'/api/schools/{school}/pupils'>;
export type CreatedPupil = Schemas['people.CreatedPupil'];
export type CredentialsOfPupils = Sent<'/api/schools/{school}/credentials/cards'>;

export type ImportField = 'first_name' | 'infix' | 'last_name' | 'year_group' | 'user_name' | 'password';
export type RowEdit = Schemas['people.RowEdit'];
export type ImportRow = Schemas['people.ImportRow'];
export type Import = Schemas['people.Import'];
export type UnfinishedImport = Schemas['people.ImportSummary'];

export type Program = Schemas['programs.MyProgram'];
export type PupilResult = Schemas['results.PupilResult'];
export type Results = Schemas['results.Overview'];
export type OperatorSchool = Got<'/api/operator/schools'>['schools'][number];
