-- Does an upload say two things of one row?
-- Rows: one per table, upload and key that stands there more than once
-- Parameters: none
select
    table_name,
    upload_id,
    cell,
    times
from (
    select
        'plan' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from plan
    group by upload_id, plan_code
    having count(*) > 1
    union all
    select
        'phase' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from phase
    group by upload_id, plan_code, phase
    having count(*) > 1
    union all
    select
        'topic_area' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from topic_area
    group by upload_id, plan_code, topic_area_code
    having count(*) > 1
    union all
    select
        'goal' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from goal
    group by upload_id, plan_code, goal_code
    having count(*) > 1
    union all
    select
        'working_group' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from working_group
    group by upload_id, plan_code, working_group_code
    having count(*) > 1
    union all
    select
        'measure' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from measure
    group by upload_id, plan_code, measure_code
    having count(*) > 1
    union all
    select
        'milestone' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from milestone
    group by upload_id, plan_code, measure_code, milestone_number
    having count(*) > 1
    union all
    select
        'funds' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from funds
    group by upload_id, plan_code, measure_code, year
    having count(*) > 1
    union all
    select
        'indicator' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from indicator
    group by upload_id, plan_code, indicator_code
    having count(*) > 1
    union all
    select
        'target' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from target
    group by upload_id, plan_code, indicator_code, kind, due_on, valid_from
    having count(*) > 1
    union all
    select
        'observation' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from observation
    group by upload_id, plan_code, indicator_code, observed_on, dimension, category
    having count(*) > 1
    union all
    select
        'evaluation' as table_name,
        upload_id,
        count(*) as times,
        min(cell) as cell
    from evaluation
    group by upload_id, plan_code, measure_code, reporting_date, perspective
    having count(*) > 1
)
order by table_name, upload_id, cell
