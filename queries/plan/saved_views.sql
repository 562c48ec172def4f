-- Which views did a person save, and where do they lead?
-- Rows: one per view, by name; deleted ones too
-- Parameters: person
select
    view_number,
    name,
    address,
    query,
    is_start,
    is_deleted,
    recorded_at
from saved_view
where person = $person
qualify row_number() over (partition by view_number order by saved_view_id desc) = 1
order by lower(name), view_number
