-- Counts the corrections of a list: what was checked is stored only if it is what was read.
alter table imports add column version bigint not null default 1;

-- The moment of the item itself: what is too old to be delivered again need not be known. Of those
-- from before this column it is no later than the latest that was stored.
alter table delivered_items add column at bigint not null default 0;
update delivered_items set at = (
  select coalesce(max(latest), 0) from (
    select max(started_at) as latest from practice_sessions
    union all select max(reported_at) from progress
  ) as moments
);
create index delivered_items_by_moment on delivered_items (at);
