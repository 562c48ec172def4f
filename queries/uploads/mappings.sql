-- Which ways of reading files of another form are kept?
-- Rows: one per name, as kept last and not taken back
-- Parameters: none
with newest as (
    select max(mapping_id) as mapping_id
    from mapping
    group by name
)

select
    mapping.name,
    mapping.fingerprint,
    mapping.content,
    mapping.person,
    mapping.recorded_at
from mapping
inner join newest on mapping.mapping_id = newest.mapping_id
where mapping.content <> ''
order by mapping.name
