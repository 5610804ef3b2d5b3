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
type Sent<Path extends keyof paths, Method extends 'post' | 'put' = 'post'> =
  paths[Path] extends Record<Method, { requestBody: { content: { 'application/json': infer Body } } }> ? Body : never;

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
export type Ticked = Schemas['people.rules.Ticked'];
export type Done = Schemas['people.Done'];

export type Profile = Schemas['people.Profile'];
export type ProfileEdit = Sent<'/api/schools/{school}/people/{user}/profile', 'put'>;
export type RolesEdit = Sent<'/api/schools/{school}/people/{user}/roles', 'put'>;
export type OwnProfile = Schemas['accounts.OwnProfile'];
export type OwnProfileEdit = Sent<'/api/profile', 'put'>;

export type PupilName = Sent<'/api/schools/{school}/pupils/credentials'>;
export type Credentials = Schemas['people.Credentials'];
export type NewPupil = Sent<'/api/schools/{school}/pupils'>;
export type CreatedPupil = Schemas['people.CreatedPupil'];
export type CredentialsOfPupils = Sent<'/api/schools/{school}/credentials/cards'>;

export type NewProfessional = Sent<'/api/schools/{school}/professionals'>;
export type CreatedProfessional = Schemas['people.CreatedProfessional'];

export type PeopleKind = Import['kind'];
export type RowEdit = Schemas['people.RowEdit'];
export type ImportField = Exclude<keyof RowEdit, 'number' | 'skip' | 'keep'>;
export type ImportRow = Schemas['people.ImportRow'];
export type Import = Schemas['people.Import'];
export type UnfinishedImport = Schemas['people.ImportSummary'];

export type Settings = Got<'/api/schools/{school}/settings'>;
export type Connection = Sent<'/api/schools/{school}/addresses', 'put'>['connection'];

export type Subscription = Schemas['subscriptions.Subscription'];
export type Licence = Schemas['subscriptions.Licence'];
export type SubscriptionHistory = Schemas['subscriptions.History'];
export type SubscriptionChange = SubscriptionHistory['changes'][number];
export type OperatorSubscriptions = Schemas['subscriptions.Contracts'];
export type NewSubscription = Sent<'/api/operator/schools/{school}/subscriptions'>;

export type AuditLine = Got<'/api/schools/{school}/audit'>['lines'][number];

export type Program = Schemas['programs.MyProgram'];
export type PupilResult = Schemas['results.PupilResult'];
export type Results = Schemas['results.Overview'];
export type OperatorSchool = Got<'/api/operator/schools'>['schools'][number];
