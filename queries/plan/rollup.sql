-- How do the measures of a plan, or of each phase, topic area, goal or working group, stand together?
-- Rows: one per plan and group of the grain; those without measures too, and one (code null) for measures of no group
-- Parameters: plan (null: all), on, known_at (null: now), grain ('plan', 'phase', 'topic_area', 'goal', 'working_group')
with recursive goal_and_above as (
    select
        plan_code,
        goal_code,
        goal_code as above_code
    from known_goal($known_at::timestamp)
    union
    -- "union" ends it even where goals stand above each other in a circle
    select
        below.plan_code,
        below.goal_code,
        goal.parent_code as above_code
    from goal_and_above as below
    inner join known_goal($known_at::timestamp) as goal
        on
            below.plan_code = goal.plan_code
            and below.above_code = goal.goal_code
    where goal.parent_code is not null
),

-- the goals from above to below; "not list_contains" for the same reason
goal_path as (
    select
        goal.plan_code,
        goal.goal_code,
        [goal.goal_code] as path
    from known_goal($known_at::timestamp) as goal
    left join known_goal($known_at::timestamp) as parent
        on
            goal.plan_code = parent.plan_code
            and goal.parent_code = parent.goal_code
    where parent.goal_code is null
    union all
    select
        above.plan_code,
        goal.goal_code,
        list_append(above.path, goal.goal_code) as path
    from goal_path as above
    inner join known_goal($known_at::timestamp) as goal
        on
            above.plan_code = goal.plan_code
            and above.goal_code = goal.parent_code
    where not list_contains(above.path, goal.goal_code)
),

grouped as (
    select
        plan_code,
        measure_code,
        is_counted,
        goal_codes,
        case $grain::varchar
            when 'plan' then plan_code
            when 'phase' then phase::varchar
            when 'topic_area' then topic_area_code
            when 'working_group' then working_group_code
        end as code
    from measure_delivery($on::date, $known_at::timestamp)
    where $plan::varchar is null or plan_code = $plan::varchar
),

-- which measure counts for which group: once for each of its goals and all goals above them
member as (
    select
        plan_code,
        measure_code,
        is_counted,
        code
    from grouped
    where $grain::varchar <> 'goal'
    union
    select
        grouped.plan_code,
        grouped.measure_code,
        grouped.is_counted,
        goal.above_code as code
    from grouped
    left join goal_and_above as goal
        on
            grouped.plan_code = goal.plan_code
            and list_contains(grouped.goal_codes, goal.goal_code)
    where $grain::varchar = 'goal'
),

-- what is not counted has no light here, so it is in no sum
added as (
    select
        member.plan_code,
        member.code,
        count(*) as measures,
        count(*) filter (where member.is_counted) as measures_counted,
        coalesce(
            list(member.measure_code order by member.measure_code) filter (where not member.is_counted), []
        ) as not_counted,
        light_counts(light.light_delivery) as delivery,
        light_counts(light.light_effect) as effect,
        light_counts(light.light_evidence) as evidence,
        count(*) filter (where light.worst_light in ('achieved', 'on_track')) as measures_on_track,
        coalesce(sum(light.indicators), 0)::bigint as indicators,
        coalesce(sum(light.positions), 0)::bigint as positions,
        finite(
            finite_sum(light.position_sum, light.measure_code)
            / nullif(finite_sum(light.position_weight, light.measure_code), 0)
        ) as mean_position,
        -- the worst by name; of two equally bad ones the first code
        min({
            'badness': light.badness,
            'measure_code': light.measure_code,
            'title': light.title,
            'aspect': light.worst_aspect,
            'light': light.worst_light
        }) filter (where is_assessed(light.worst_light)) as worst
    from member
    left join measure_worst($on::date, $known_at::timestamp) as light
        on
            member.plan_code = light.plan_code
            and member.measure_code = light.measure_code
    group by member.plan_code, member.code
),

known_group as (
    select
        plan_code,
        plan_code as code,
        title,
        null as level,
        null as path,
        0 as place
    from known_plan($known_at::timestamp)
    where $grain::varchar = 'plan'
    union all
    select
        plan_code,
        phase::varchar as code,
        title,
        null as level,
        null as path,
        phase as place
    from known_phase($known_at::timestamp)
    where $grain::varchar = 'phase'
    union all
    select
        plan_code,
        topic_area_code as code,
        title,
        null as level,
        null as path,
        coalesce(from_phase, 1) as place
    from known_topic_area($known_at::timestamp)
    where $grain::varchar = 'topic_area'
    union all
    select
        goal.plan_code,
        goal.goal_code as code,
        goal.title,
        goal.level,
        goal_path.path,
        0 as place
    from known_goal($known_at::timestamp) as goal
    left join goal_path
        on
            goal.plan_code = goal_path.plan_code
            and goal.goal_code = goal_path.goal_code
    where $grain::varchar = 'goal'
    union all
    select
        plan_code,
        working_group_code as code,
        title,
        null as level,
        null as path,
        0 as place
    from known_working_group($known_at::timestamp)
    where $grain::varchar = 'working_group'
)

select
    coalesce(known_group.plan_code, added.plan_code) as plan_code,
    coalesce(known_group.code, added.code) as code,
    known_group.title,
    known_group.level,
    coalesce(len(known_group.path), 1) - 1 as depth,
    coalesce(added.measures, 0) as measures,
    coalesce(added.measures_counted, 0) as measures_counted,
    added.not_counted,
    added.delivery,
    added.effect,
    added.evidence,
    coalesce(added.measures_on_track, 0) as measures_on_track,
    added.indicators,
    added.positions,
    added.mean_position,
    added.worst.measure_code as worst_code,
    added.worst.title as worst_title,
    added.worst.aspect as worst_aspect,
    added.worst.light as worst_light
from known_group
full outer join added
    on
        known_group.plan_code = added.plan_code
        and known_group.code = added.code
where $plan::varchar is null or coalesce(known_group.plan_code, added.plan_code) = $plan::varchar
order by
    coalesce(known_group.plan_code, added.plan_code),
    known_group.place nulls last,
    known_group.path nulls last,
    coalesce(known_group.code, added.code)
