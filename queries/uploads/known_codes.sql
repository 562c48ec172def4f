-- Which codes may a workbook refer to?
-- Rows: one per plan, table and code; of an indicator with its unit, of some with their name
-- Parameters: none
select
    plan_code,
    'plan' as table_name,
    plan_code as code,
    null as unit,
    null as name
from current_plan
union all
select
    plan_code,
    'phase' as table_name,
    phase::varchar as code,
    null as unit,
    null as name
from current_phase
union all
select
    plan_code,
    'topic_area' as table_name,
    topic_area_code as code,
    null as unit,
    null as name
from current_topic_area
union all
select
    plan_code,
    'goal' as table_name,
    goal_code as code,
    null as unit,
    null as name
from current_goal
union all
select
    plan_code,
    'working_group' as table_name,
    working_group_code as code,
    null as unit,
    null as name
from current_working_group
union all
select
    plan_code,
    'measure' as table_name,
    measure_code as code,
    null as unit,
    title as name
from current_measure
union all
select
    plan_code,
    'milestone' as table_name,
    measure_code || '/' || milestone_number as code,
    null as unit,
    null as name
from current_milestone
union all
select
    plan_code,
    'indicator' as table_name,
    indicator_code as code,
    unit,
    name
from current_indicator
order by plan_code, table_name, code
