-- The history read as it was known at a moment (known_at, UTC; null: now), one row per key.
-- For each column the last thing that was said counts; a blank cell is null and says nothing,
-- so it never deletes; a row taken back ends what was said before it.
create or replace macro recorded_plan(known_at) as table
with said as not materialized (
    select plan.* from plan inner join visible_upload(known_at) as visible
        on plan.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code
)

select
    said.plan_code,
    arg_max(columns(said.* exclude (plan_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code;

create or replace macro recorded_phase(known_at) as table
with said as not materialized (
    select phase.* from phase inner join visible_upload(known_at) as visible
        on phase.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        phase,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, phase
)

select
    said.plan_code,
    said.phase,
    arg_max(columns(said.* exclude (plan_code, phase, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.phase = taken_back.phase
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.phase;

create or replace macro recorded_topic_area(known_at) as table
with said as not materialized (
    select topic_area.* from topic_area inner join visible_upload(known_at) as visible
        on topic_area.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        topic_area_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, topic_area_code
)

select
    said.plan_code,
    said.topic_area_code,
    arg_max(columns(said.* exclude (plan_code, topic_area_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.topic_area_code = taken_back.topic_area_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.topic_area_code;

create or replace macro recorded_goal(known_at) as table
with said as not materialized (
    select goal.* from goal inner join visible_upload(known_at) as visible
        on goal.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        goal_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, goal_code
)

select
    said.plan_code,
    said.goal_code,
    arg_max(columns(said.* exclude (plan_code, goal_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.goal_code = taken_back.goal_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.goal_code;

create or replace macro recorded_working_group(known_at) as table
with said as not materialized (
    select working_group.* from working_group inner join visible_upload(known_at) as visible
        on working_group.upload_id = visible.upload_id
),

taken_back as (
    select
        plan_code,
        working_group_code,
        max(upload_id) as upload_id
    from said
    where is_withdrawn
    group by plan_code, working_group_code
)

select
    said.plan_code,
    said.working_group_code,
    arg_max(columns(said.* exclude (plan_code, working_group_code, is_withdrawn)), said.upload_id)
from said
left join taken_back
    on said.plan_code = taken_back.plan_code
    and said.working_group_code = taken_back.working_group_code
where not said.is_withdrawn and said.upload_id > coalesce(taken_back.upload_id, 0)
group by said.plan_code, said.working_group_code;
