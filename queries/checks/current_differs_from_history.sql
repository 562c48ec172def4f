-- Does what is kept ready as current agree with the history?
-- Rows: one per table and number of rows that stand on one side only
-- Parameters: none
select
    table_name,
    count(*) as differing_rows
from (
    select 'plan' as table_name from (select * from current_plan except select * from recorded_plan(null))
    union all
    select 'plan' as table_name from (select * from recorded_plan(null) except select * from current_plan)
    union all
    select 'phase' as table_name from (select * from current_phase except select * from recorded_phase(null))
    union all
    select 'phase' as table_name from (select * from recorded_phase(null) except select * from current_phase)
    union all
    select 'topic_area' as table_name from (select * from current_topic_area except select * from recorded_topic_area(null))
    union all
    select 'topic_area' as table_name from (select * from recorded_topic_area(null) except select * from current_topic_area)
    union all
    select 'goal' as table_name from (select * from current_goal except select * from recorded_goal(null))
    union all
    select 'goal' as table_name from (select * from recorded_goal(null) except select * from current_goal)
    union all
    select 'working_group' as table_name from (select * from current_working_group except select * from recorded_working_group(null))
    union all
    select 'working_group' as table_name from (select * from recorded_working_group(null) except select * from current_working_group)
    union all
    select 'measure' as table_name from (select * from current_measure except select * from recorded_measure(null))
    union all
    select 'measure' as table_name from (select * from recorded_measure(null) except select * from current_measure)
    union all
    select 'milestone' as table_name from (select * from current_milestone except select * from recorded_milestone(null))
    union all
    select 'milestone' as table_name from (select * from recorded_milestone(null) except select * from current_milestone)
    union all
    select 'funds' as table_name from (select * from current_funds except select * from recorded_funds(null))
    union all
    select 'funds' as table_name from (select * from recorded_funds(null) except select * from current_funds)
    union all
    select 'indicator' as table_name from (select * from current_indicator except select * from recorded_indicator(null))
    union all
    select 'indicator' as table_name from (select * from recorded_indicator(null) except select * from current_indicator)
    union all
    select 'target' as table_name from (select * from current_target except select * from recorded_target(null))
    union all
    select 'target' as table_name from (select * from recorded_target(null) except select * from current_target)
    union all
    select 'observation' as table_name from (select * from current_observation except select * from recorded_observation(null))
    union all
    select 'observation' as table_name from (select * from recorded_observation(null) except select * from current_observation)
    union all
    select 'evaluation' as table_name from (select * from current_evaluation except select * from recorded_evaluation(null))
    union all
    select 'evaluation' as table_name from (select * from recorded_evaluation(null) except select * from current_evaluation)
)
group by table_name
order by table_name
