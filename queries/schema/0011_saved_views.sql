-- A view that somebody saved under a name. Append-only: the newest row of a view holds; one that is
-- deleted can be brought back by another row.
create table saved_view (
    saved_view_id bigint not null,
    view_number bigint not null,        -- the same in all rows that speak of one view
    person varchar not null,
    name varchar not null,
    address varchar not null,           -- the page
    query varchar not null,             -- what stands behind the question mark
    is_start boolean not null,
    is_deleted boolean not null,
    recorded_at timestamp not null      -- UTC
);
