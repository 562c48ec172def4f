-- Why did a light change between two looks at a plan? The way from the first look (before_on, before_at)
-- to the second (on_day, known_at) is gone in steps, one kind of change at a time, and the light is read
-- after each. A step at which it differs is a cause; so the causes always add up to the whole change.
--   start        the first look
--   correction   dates that had a value have another one; milestones were planned anew
--   new_data     observations of later dates, or of dates without one; milestones reached since
--   evaluation   another state or progress was declared
--   target       another target, baseline or direction
--   indicator    the measure has got or lost an indicator
--   method       another version of the thresholds
--   time         the planned path moved on and dates passed, without anybody doing anything

-- Indicators of which a value that was known at the first look is another one at the second, or gone.
-- Values that came late for dates without one are new data. Whoever has both shows both as correction.
create or replace macro corrected_indicator(before_on, before_at, known_at) as table
select distinct
    said.plan_code,
    said.indicator_code
from known_observation(before_at) as said
left join known_observation(known_at) as held
    on
        said.plan_code = held.plan_code
        and said.indicator_code = held.indicator_code
        and said.observed_on = held.observed_on
        and held.dimension = ''
where
    before_at is distinct from known_at
    and said.dimension = ''
    and said.observed_on <= before_on
    and (said.value is distinct from held.value or said.flag is distinct from held.flag);

-- Wirkung of each indicator after each step. Looks that could not differ are not taken.
-- Rows: one per indicator and step; the light is null while the indicator is not known
create or replace macro effect_step(before_on, before_at, on_day, known_at) as table
with look as (
    select
        0 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(before_on, before_on, before_at, before_on, before_at, before_at)
    union all
    select
        1 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(before_on, before_on, known_at, before_on, before_at, before_at)
    where before_at is distinct from known_at
    union all
    select
        2 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(before_on, on_day, known_at, before_on, before_at, before_at)
    where before_on <> on_day
    union all
    select
        3 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(before_on, on_day, known_at, on_day, known_at, before_at)
    union all
    select
        4 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(before_on, on_day, known_at, on_day, known_at, known_at)
    where before_at is distinct from known_at
    union all
    select
        5 as look,
        plan_code,
        indicator_code,
        measure_code,
        light_effect
    from indicator_effect_at(on_day, on_day, known_at, on_day, known_at, known_at)
    where before_on <> on_day
),

-- each indicator with all its looks; one that was not taken shows what the one before it shows
seen as (
    select
        look.plan_code,
        look.indicator_code,
        any_value(look.measure_code) filter (where look.look = 0) as measure_before,
        any_value(look.measure_code) filter (where look.look = 3) as measure_after,
        any_value(light_effect) filter (where look.look = 0) as light_0,
        any_value(light_effect) filter (where look.look = 1) as light_1,
        any_value(light_effect) filter (where look.look = 2) as light_2,
        any_value(light_effect) filter (where look.look = 3) as light_3,
        any_value(light_effect) filter (where look.look = 4) as light_4,
        any_value(light_effect) filter (where look.look = 5) as light_5,
        bool_or(corrected.indicator_code is not null) as is_corrected
    from look
    left join corrected_indicator(before_on, before_at, known_at) as corrected
        on
            look.plan_code = corrected.plan_code
            and look.indicator_code = corrected.indicator_code
    group by look.plan_code, look.indicator_code
),

stepped as (
    select
        plan_code,
        indicator_code,
        unnest([
            { 'step': 0, 'cause': 'start', 'light': light_0, 'measure_code': measure_before },
            {
                'step': 1,
                'cause': 'correction',
                'light': if(is_corrected, coalesce(light_1, light_0), light_0),
                'measure_code': measure_before
            },
            {
                'step': 2,
                'cause': 'new_data',
                'light': coalesce(light_2, light_1, light_0),
                'measure_code': measure_before
            },
            {
                'step': 3,
                'cause': 'evaluation',
                'light': coalesce(light_2, light_1, light_0),
                'measure_code': measure_before
            },
            -- what comes or goes altogether does so at the next step
            {
                'step': 4,
                'cause': 'target',
                'light': if(
                    light_0 is null or light_3 is null, coalesce(light_2, light_1, light_0), light_3
                ),
                'measure_code': measure_before
            },
            { 'step': 5, 'cause': 'indicator', 'light': light_3, 'measure_code': measure_after },
            {
                'step': 6,
                'cause': 'method',
                'light': coalesce(light_4, light_3),
                'measure_code': measure_after
            },
            {
                'step': 7,
                'cause': 'time',
                'light': coalesce(light_5, light_4, light_3),
                'measure_code': measure_after
            }
        ]) as taken
    from seen
)

select
    plan_code,
    indicator_code,
    taken.step,
    taken.cause,
    taken.light,
    taken.measure_code
from stepped;

-- The rule of measure_delivery, said of any figures: the steps mix those of both looks. A test holds
-- the two together: the first and the last step must give what measure_delivery gives.
create or replace macro elapsed_share(starts_on, ends_on, on_day) as
case
    when starts_on < ends_on
        then greatest(0, least(1, date_diff('day', starts_on, on_day) / date_diff('day', starts_on, ends_on)))
end;

create or replace macro delivery_light(
    is_counted, milestones, reached, overdue, days_late, progress_percent, elapsed, method
) as
case
    when not is_counted then 'not_assessable'
    when milestones > 0
        then case
            when reached = milestones then 'achieved'
            when overdue = 0 then 'on_track'
            when days_late <= method.at_risk_days then 'at_risk'
            else 'off_track'
        end
    when progress_percent is null or elapsed is null then 'not_assessable'
    when progress_percent >= 100 then 'achieved'
    when reaches(progress_percent / 100, method.on_track_ratio * elapsed, 1) then 'on_track'
    when reaches(progress_percent / 100, method.at_risk_ratio * elapsed, 1) then 'at_risk'
    else 'off_track'
end;

create or replace macro cause_step() as table
select
    steps.step,
    steps.cause
from (
    values
    (0, 'start'), (1, 'correction'), (2, 'new_data'), (3, 'evaluation'),
    (4, 'target'), (5, 'indicator'), (6, 'method'), (7, 'time')
) as steps (step, cause);

-- The milestones after each step. One that was said to be reached, and is not or on another day, is
-- corrected; one that was open and is reached is new.
create or replace macro milestone_step(before_on, before_at, on_day, known_at) as table
with both_looks as (
    select
        coalesce(held.plan_code, said.plan_code) as plan_code,
        coalesce(held.measure_code, said.measure_code) as measure_code,
        said.plan_code is not null as was_known,
        held.plan_code is not null as is_known,
        said.due_on as due_before,
        held.due_on as due_after,
        said.reached_on as reached_before,
        held.reached_on as reached_after
    from known_milestone(before_at) as said
    full outer join known_milestone(known_at) as held
        on
            said.plan_code = held.plan_code
            and said.measure_code = held.measure_code
            and said.milestone_number = held.milestone_number
),

stepped as (
    select
        plan_code,
        measure_code,
        step,
        if(step = 7, on_day, before_on) as day,
        if(step = 0, due_before, due_after) as due_on,
        case
            when step = 0 or step = 1 and reached_before is null then reached_before <= before_on
            when step = 1 then reached_after <= before_on
            else reached_after <= on_day
        end as is_reached
    from both_looks
    cross join cause_step()
    where if(step = 0, was_known, is_known)
)

select
    plan_code,
    measure_code,
    step,
    count(*) as milestones,
    count(*) filter (where is_reached) as reached,
    count(*) filter (where due_on < day and not coalesce(is_reached, false)) as overdue,
    max(date_diff('day', due_on, day)) filter (where due_on < day and not coalesce(is_reached, false)) as days_late
from stepped
group by plan_code, measure_code, step;

-- The two lights of each measure that work and figures decide, after each step.
-- Rows: one per measure, aspect and step; the light is null at a look that does not know the measure
create or replace macro measure_step(before_on, before_at, on_day, known_at) as table
with known as (
    select
        coalesce(held.plan_code, said.plan_code) as plan_code,
        coalesce(held.measure_code, said.measure_code) as measure_code,
        coalesce(held.title, said.title) as title,
        said.plan_code is not null as was_known,
        held.plan_code is not null as is_known,
        elapsed_share(said.starts_on, said.ends_on, before_on) as elapsed_before,
        elapsed_share(held.starts_on, held.ends_on, before_on) as elapsed_corrected,
        elapsed_share(held.starts_on, held.ends_on, on_day) as elapsed_after
    from known_measure(before_at) as said
    full outer join known_measure(known_at) as held
        on
            said.plan_code = held.plan_code
            and said.measure_code = held.measure_code
),

effect as (
    select
        plan_code,
        measure_code,
        step,
        arg_min(light, light_rank(light)) as light
    from effect_step(before_on, before_at, on_day, known_at)
    where light is not null
    group by plan_code, measure_code, step
),

stepped as (
    select
        known.plan_code,
        known.measure_code,
        known.title,
        step.step,
        step.cause,
        -- one that is new or gone is so without a cause
        case step.step
            when 0 then known.was_known
            when 7 then known.is_known
            else known.was_known and known.is_known
        end as is_known,
        if(
            step.step < 3,
            coalesce(declared_before.state not in ('dropped', 'postponed'), true),
            coalesce(declared_after.state not in ('dropped', 'postponed'), true)
        ) as is_counted,
        delivery_light(
            is_counted,
            coalesce(milestone.milestones, 0),
            milestone.reached,
            milestone.overdue,
            milestone.days_late,
            if(step.step < 3, declared_before.progress_percent, declared_after.progress_percent),
            case step.step
                when 0 then known.elapsed_before
                when 7 then known.elapsed_after
                else known.elapsed_corrected
            end,
            if(step.step < 6, method_before, method_after)
        ) as delivery,
        if(is_counted, coalesce(effect.light, 'not_assessable'), 'not_assessable') as effect
    from known
    cross join cause_step() as step
    cross join method_in_force(before_at) as method_before
    cross join method_in_force(known_at) as method_after
    left join milestone_step(before_on, before_at, on_day, known_at) as milestone
        on
            known.plan_code = milestone.plan_code
            and known.measure_code = milestone.measure_code
            and step.step = milestone.step
    left join effect
        on
            known.plan_code = effect.plan_code
            and known.measure_code = effect.measure_code
            and step.step = effect.step
    left join declared_state(before_on, before_at) as declared_before
        on
            known.plan_code = declared_before.plan_code
            and known.measure_code = declared_before.measure_code
    left join declared_state(on_day, known_at) as declared_after
        on
            known.plan_code = declared_after.plan_code
            and known.measure_code = declared_after.measure_code
),

told as (
    select
        plan_code,
        measure_code,
        title,
        step,
        cause,
        is_known,
        unnest([
            { 'aspect': 'delivery', 'light': delivery }, { 'aspect': 'effect', 'light': effect }
        ]) as one
    from stepped
)

select
    plan_code,
    measure_code,
    title,
    step,
    cause,
    one.aspect,
    if(is_known, one.light, null) as light
from told;
