-- A light that somebody declares in place of the computed one, for a time and with a reason. It never
-- changes a computed light; it stands beside it. Append-only: the newest row of a measure and aspect
-- holds; one without a light takes back the one before it.
create table light_override (
    light_override_id bigint not null,
    plan_code varchar not null,
    measure_code varchar not null,
    aspect varchar not null,            -- delivery | effect | evidence
    light varchar,                      -- null: taken back
    reason varchar not null,
    author varchar not null,            -- who answers for it
    valid_from date not null,           -- the reporting date it was declared for
    valid_until date,                   -- its last day; null where there is no light
    person varchar not null,            -- who entered it
    recorded_at timestamp not null      -- UTC
);
