-- In what do two uploads differ?
-- Rows: one per table, key and field of which they say different things, or only one says something
-- Parameters: first, second (ids of uploads)
with said as (
    select
        'milestone' as table_name,
        [measure_code, milestone_number] as row_key,
        upload_id,
        sheet,
        cell,
        is_withdrawn,
        [
            struct_pack(field := 'due_on', value := due_on::varchar),
            struct_pack(field := 'title', value := title),
            struct_pack(field := 'reached_on', value := reached_on::varchar),
            struct_pack(field := 'weight', value := weight::varchar)
        ] as fields
    from milestone
    where upload_id in ($first, $second)
    union all
    select
        'target' as table_name,
        [indicator_code, kind, due_on::varchar, valid_from::varchar] as row_key,
        upload_id,
        sheet,
        cell,
        is_withdrawn,
        [
            struct_pack(field := 'value', value := value::varchar),
            struct_pack(field := 'upper', value := upper::varchar),
            struct_pack(field := 'valid_to', value := valid_to::varchar),
            struct_pack(field := 'reason', value := reason)
        ] as fields
    from target
    where upload_id in ($first, $second)
    union all
    select
        'observation' as table_name,
        [indicator_code, observed_on::varchar, dimension, category] as row_key,
        upload_id,
        sheet,
        cell,
        is_withdrawn,
        [
            struct_pack(field := 'value', value := value::varchar),
            struct_pack(field := 'flag', value := flag),
            struct_pack(field := 'comment', value := comment)
        ] as fields
    from observation
    where upload_id in ($first, $second)
    union all
    select
        'evaluation' as table_name,
        [measure_code, reporting_date::varchar, perspective] as row_key,
        upload_id,
        sheet,
        cell,
        is_withdrawn,
        [
            struct_pack(field := 'rating', value := rating),
            struct_pack(field := 'state', value := state),
            struct_pack(field := 'progress_percent', value := progress_percent::varchar),
            struct_pack(field := 'reason', value := reason)
        ] as fields
    from evaluation
    where upload_id in ($first, $second)
),

by_field as (
    select
        table_name,
        row_key,
        upload_id,
        sheet,
        cell,
        is_withdrawn,
        -- a row taken back says one thing, in its first field
        unnest(
            case
                when is_withdrawn then fields[1:1]
                else list_filter(fields, lambda one: one.value is not null)
            end
        ) as one
    from said
),

compared as (
    select
        table_name,
        row_key,
        one.field,
        any_value(one.value) filter (where upload_id = $first) as value_first,
        any_value(one.value) filter (where upload_id = $second) as value_second,
        bool_or(is_withdrawn) filter (where upload_id = $first) as is_withdrawn_first,
        bool_or(is_withdrawn) filter (where upload_id = $second) as is_withdrawn_second,
        any_value(sheet) filter (where upload_id = $first) as sheet_first,
        any_value(cell) filter (where upload_id = $first) as cell_first,
        any_value(sheet) filter (where upload_id = $second) as sheet_second,
        any_value(cell) filter (where upload_id = $second) as cell_second
    from by_field
    group by table_name, row_key, one.field
)

select
    table_name,
    row_key,
    field,
    value_first,
    value_second,
    coalesce(is_withdrawn_first, false) as is_withdrawn_first,
    coalesce(is_withdrawn_second, false) as is_withdrawn_second,
    sheet_first,
    cell_first,
    sheet_second,
    cell_second,
    case
        when cell_second is null then 'only_first'
        when cell_first is null then 'only_second'
        else 'different'
    end as difference
from compared
where
    value_first is distinct from value_second
    or is_withdrawn_first is distinct from is_withdrawn_second
order by
    list_position(['milestone', 'target', 'observation', 'evaluation'], table_name),
    row_key,
    field
