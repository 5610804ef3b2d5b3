-- A pupil's licence is a row of periods: practice that is delivered late belongs to the period it
-- was done in. What a period was before is kept in full, so this renews the table.
create table licence_periods (
  school_id bigint not null references schools (id),
  subscription_id bigint not null references subscriptions (id),
  pupil_id bigint not null references users (id),
  starts_on text not null,
  -- The first day without it; empty while it renews.
  ends_on text,
  -- When it was ended at once, and the end it would have had: it can go on as it was that day.
  cut_at bigint,
  uncut_ends_on text,
  primary key (school_id, subscription_id, pupil_id, starts_on)
);
insert into licence_periods (school_id, subscription_id, pupil_id, starts_on, ends_on)
  select school_id, subscription_id, pupil_id, starts_on, ends_on from licences;
drop table licences;
alter table licence_periods rename to licences;
create index licences_by_pupil on licences (pupil_id);

-- An end that the publisher set is not for the school to take back.
alter table subscriptions add column ended_by_publisher integer not null default 0;

-- Which subscriptions end soon, for the mail about it.
create index subscriptions_by_end on subscriptions (ends_on);

-- The history of a subscription. Money hangs on it: it is kept as long as the subscription.
create table subscription_changes (
  id {id},
  school_id bigint not null references schools (id),
  subscription_id bigint not null references subscriptions (id),
  at bigint not null,
  actor_id bigint references users (id),
  action text not null,
  day text,
  seats integer,
  seats_before integer,
  pupil_id bigint references users (id)
);
create index subscription_changes_by_subscription
  on subscription_changes (school_id, subscription_id, id);

-- Which mails about a subscription went out: each goes once.
create table subscription_notices (
  school_id bigint not null references schools (id),
  subscription_id bigint not null references subscriptions (id),
  notice text not null,
  primary key (school_id, subscription_id, notice)
);

-- How long supervisors can read results after a subscription has ended.
alter table schools add column retention_years integer not null default 2;
