-- Does something that holds now name a code that does not?
-- Rows: one per row, and code that is not there
-- Parameters: none
select
    table_name,
    plan_code,
    row_key,
    refers_to,
    code,
    upload_id
from (
    select
        'topic_area' as table_name,
        held.plan_code,
        held.topic_area_code as row_key,
        'phase' as refers_to,
        held.from_phase::varchar as code,
        held.upload_id
    from current_topic_area as held
    anti join current_phase as known
        on held.plan_code = known.plan_code and held.from_phase = known.phase
    where held.from_phase is not null
    union all
    select
        'goal' as table_name,
        held.plan_code,
        held.goal_code as row_key,
        'goal' as refers_to,
        held.parent_code::varchar as code,
        held.upload_id
    from current_goal as held
    anti join current_goal as known
        on held.plan_code = known.plan_code and held.parent_code = known.goal_code
    where held.parent_code is not null
    union all
    select
        'working_group' as table_name,
        held.plan_code,
        held.working_group_code as row_key,
        'topic_area' as refers_to,
        held.topic_area_code::varchar as code,
        held.upload_id
    from current_working_group as held
    anti join current_topic_area as known
        on held.plan_code = known.plan_code and held.topic_area_code = known.topic_area_code
    where held.topic_area_code is not null
    union all
    select
        'measure' as table_name,
        held.plan_code,
        held.measure_code as row_key,
        'topic_area' as refers_to,
        held.topic_area_code::varchar as code,
        held.upload_id
    from current_measure as held
    anti join current_topic_area as known
        on held.plan_code = known.plan_code and held.topic_area_code = known.topic_area_code
    where held.topic_area_code is not null
    union all
    select
        'measure' as table_name,
        held.plan_code,
        held.measure_code as row_key,
        'phase' as refers_to,
        held.phase::varchar as code,
        held.upload_id
    from current_measure as held
    anti join current_phase as known
        on held.plan_code = known.plan_code and held.phase = known.phase
    where held.phase is not null
    union all
    select
        'measure' as table_name,
        held.plan_code,
        held.measure_code as row_key,
        'working_group' as refers_to,
        held.working_group_code::varchar as code,
        held.upload_id
    from current_measure as held
    anti join current_working_group as known
        on held.plan_code = known.plan_code and held.working_group_code = known.working_group_code
    where held.working_group_code is not null
    union all
    select
        'measure' as table_name,
        held.plan_code,
        held.measure_code as row_key,
        'goal' as refers_to,
        held.goal_codes::varchar as code,
        held.upload_id
    from (select
        * exclude (goal_codes),
        unnest(goal_codes) as goal_codes
    from current_measure) as held
    anti join current_goal as known
        on held.plan_code = known.plan_code and held.goal_codes = known.goal_code
    where held.goal_codes is not null
    union all
    select
        'milestone' as table_name,
        held.plan_code,
        concat_ws('/', held.measure_code, held.milestone_number) as row_key,
        'measure' as refers_to,
        held.measure_code::varchar as code,
        held.upload_id
    from current_milestone as held
    anti join current_measure as known
        on held.plan_code = known.plan_code and held.measure_code = known.measure_code
    where held.measure_code is not null
    union all
    select
        'funds' as table_name,
        held.plan_code,
        concat_ws('/', held.measure_code, held.year) as row_key,
        'measure' as refers_to,
        held.measure_code::varchar as code,
        held.upload_id
    from current_funds as held
    anti join current_measure as known
        on held.plan_code = known.plan_code and held.measure_code = known.measure_code
    where held.measure_code is not null
    union all
    select
        'indicator' as table_name,
        held.plan_code,
        held.indicator_code as row_key,
        'measure' as refers_to,
        held.measure_code::varchar as code,
        held.upload_id
    from current_indicator as held
    anti join current_measure as known
        on held.plan_code = known.plan_code and held.measure_code = known.measure_code
    where held.measure_code is not null
    union all
    select
        'target' as table_name,
        held.plan_code,
        concat_ws('/', held.indicator_code, held.kind, held.due_on, held.valid_from) as row_key,
        'indicator' as refers_to,
        held.indicator_code::varchar as code,
        held.upload_id
    from current_target as held
    anti join current_indicator as known
        on held.plan_code = known.plan_code and held.indicator_code = known.indicator_code
    where held.indicator_code is not null
    union all
    select
        'observation' as table_name,
        held.plan_code,
        concat_ws('/', held.indicator_code, held.observed_on, held.dimension, held.category) as row_key,
        'indicator' as refers_to,
        held.indicator_code::varchar as code,
        held.upload_id
    from current_observation as held
    anti join current_indicator as known
        on held.plan_code = known.plan_code and held.indicator_code = known.indicator_code
    where held.indicator_code is not null
    union all
    select
        'evaluation' as table_name,
        held.plan_code,
        concat_ws('/', held.measure_code, held.reporting_date, held.perspective) as row_key,
        'measure' as refers_to,
        held.measure_code::varchar as code,
        held.upload_id
    from current_evaluation as held
    anti join current_measure as known
        on held.plan_code = known.plan_code and held.measure_code = known.measure_code
    where held.measure_code is not null
)
order by table_name, plan_code, row_key, refers_to, code
