-- Which codes has any upload named, whether or not it still counts?
-- Rows: one per plan, table and code; of an indicator with its last unit, of some with their last name
-- Parameters: none
with said as (
    select
        plan_code,
        'plan' as table_name,
        plan_code as code,
        null as unit,
        null as name,
        upload_id
    from plan
    union all
    select
        plan_code,
        'phase' as table_name,
        phase::varchar as code,
        null as unit,
        null as name,
        upload_id
    from phase
    union all
    select
        plan_code,
        'topic_area' as table_name,
        topic_area_code as code,
        null as unit,
        null as name,
        upload_id
    from topic_area
    union all
    select
        plan_code,
        'goal' as table_name,
        goal_code as code,
        null as unit,
        null as name,
        upload_id
    from goal
    union all
    select
        plan_code,
        'working_group' as table_name,
        working_group_code as code,
        null as unit,
        null as name,
        upload_id
    from working_group
    union all
    select
        plan_code,
        'measure' as table_name,
        measure_code as code,
        null as unit,
        title as name,
        upload_id
    from measure
    union all
    select
        plan_code,
        'milestone' as table_name,
        measure_code || '/' || milestone_number as code,
        null as unit,
        null as name,
        upload_id
    from milestone
    union all
    select
        plan_code,
        'indicator' as table_name,
        indicator_code as code,
        unit,
        name,
        upload_id
    from indicator
)

select
    plan_code,
    table_name,
    code,
    arg_max(unit, upload_id) as unit,
    arg_max(name, upload_id) as name
from said
group by plan_code, table_name, code
order by plan_code, table_name, code
