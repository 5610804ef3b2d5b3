-- Counts the corrections of a list: what was checked is stored only if it is what was read.
alter table imports add column version bigint not null default 1;
