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

export type Session = Schemas['AccountsSessionAnswer'];
export type NewSecret = Schemas['AccountsNewSecret'];
export type OwnProof = Sent<'/api/second-factor/begin'>;
export type SchoolOfUser = Schemas['AccountsSessionSchool'];
export type Role = SchoolOfUser['roles'][number];

export type Product = Schemas['ProductsProduct'];
export type SchoolOverview = Got<'/api/schools/{school}/overview'>;

export type Person = Schemas['PeoplePerson'];
export type Supervisor = Schemas['PeopleSupervisor'];
/** Without a product: the product each pupil has now. */
export type LinkRow = Schemas['PeopleLinkRow'];
/** Who was ticked, as they were seen. */
export type Ticked = Schemas['PeopleTicked'];
export type Done = Schemas['PeopleDone'];

export type Profile = Schemas['PeopleProfile'];
export type ProfileEdit = Sent<'/api/schools/{school}/people/{user}/profile', 'put'>;
export type RolesEdit = Sent<'/api/schools/{school}/people/{user}/roles', 'put'>;
export type OwnProfile = Schemas['AccountsOwnProfile'];
export type OwnProfileEdit = Sent<'/api/profile', 'put'>;

export type PupilName = Sent<'/api/schools/{school}/pupils/credentials'>;
export type Credentials = Schemas['PeopleCredentials'];
export type NewPupil = Sent<'/api/schools/{school}/pupils'>;
export type CreatedPupil = Schemas['PeopleCreatedPupil'];
export type CredentialsOfPupils = Sent<'/api/schools/{school}/credentials/cards'>;

export type NewProfessional = Sent<'/api/schools/{school}/professionals'>;
export type CreatedProfessional = Schemas['PeopleCreatedProfessional'];

export type PeopleKind = Import['kind'];
export type RowEdit = Schemas['PeopleRowEdit'];
export type ImportField = Exclude<keyof RowEdit, 'number' | 'skip' | 'keep'>;
export type ImportRow = Schemas['PeopleImportRow'];
export type Import = Schemas['PeopleImport'];
export type UnfinishedImport = Schemas['PeopleImportSummary'];

export type Settings = Got<'/api/schools/{school}/settings'>;
export type Connection = Sent<'/api/schools/{school}/addresses', 'put'>['connection'];

export type Subscription = Schemas['SubscriptionsSubscription'];
export type Licence = Schemas['SubscriptionsLicence'];
export type SubscriptionHistory = Schemas['SubscriptionsHistory'];
export type SubscriptionChange = SubscriptionHistory['changes'][number];
export type SeatDay = SubscriptionHistory['seats'][number];
export type OperatorSubscriptions = Schemas['SubscriptionsContracts'];
export type NewSubscription = Sent<'/api/operator/schools/{school}/subscriptions'>;

export type AuditLine = Got<'/api/schools/{school}/audit'>['lines'][number];

export type SupervisedProgram = Schemas['ProgramsSupervisedProgram'];
export type Program = Schemas['ProgramsMyProgram'];
export type PupilResult = Schemas['ResultsPupilResult'];
export type Results = Schemas['ResultsOverview'];
export type Report = Schemas['ResultsReport'];
export type Remark = Schemas['ResultsRemark'];
export type OperatorSchool = Got<'/api/operator/schools'>['schools'][number];
export type ContentKind = Schemas['PublishingContentRow']['kind'];
export type ContentState = Schemas['PublishingContentRow']['state'];
export type ContentRow = Schemas['PublishingContentRow'];
export type ContentList = Schemas['PublishingContentList'];
export type WholeContent = Schemas['PublishingWholeContent'];
export type NewContent = Sent<'/api/operator/contents'>;
export type ContentEdit = Omit<NewContent, 'kind'>;
/** What readers see. */
export type Content = Schemas['PublishingContent'];
export type StoredFile = Schemas['PublishingFile'];
export type Upload = Schemas['PublishingUpload'];
