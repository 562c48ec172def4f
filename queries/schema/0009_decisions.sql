-- A decision is kept as what was said of it, one row each time: recorded, followed up, closed, revoked.
-- The newest row of a decision says all that holds of it; the older ones stay. Append-only.
alter table decision add column decision_event_id bigint;

alter table decision add column note varchar;                   -- why it was followed up, closed, revoked

update decision set decision_event_id = decision_id;
