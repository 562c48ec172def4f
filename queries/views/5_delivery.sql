-- The milestones of a plan as they stand on a reporting date.
-- A milestone is due once its date has passed; reached if it was reached by the reporting date.
create or replace macro milestone_state(on_day, known_at) as table
select
    plan_code,
    measure_code,
    milestone_number,
    title,
    first_due_on,
    due_on,
    case when reached_on <= on_day then reached_on end as reached_on,
    coalesce(weight, 1) as weight,
    coalesce(reached_on <= on_day, false) as is_reached,
    due_on < on_day as is_due,
    due_on < on_day and not coalesce(reached_on <= on_day, false) as is_overdue,
    case
        when due_on < on_day and not coalesce(reached_on <= on_day, false)
            then date_diff('day', due_on, on_day)
    end as days_late,
    date_diff('day', first_due_on, due_on) as slipped_days,
    upload_id,
    sheet,
    cell
from known_milestone(known_at);

-- What was declared of each measure last, by the reporting date: the implementation state and the
-- progress, each from the newest evaluation that names it; on one day the working group goes first.
create or replace macro declared_state(on_day, known_at) as table
with ranked as (
    select
        *,
        (evaluation.reporting_date - date '1900-01-01') * 10
        + case evaluation.perspective
            when 'working_group' then 5
            when 'steering_committee' then 4
            when 'science' then 3
            when 'expert_forum' then 2
            else 1
        end as precedence
    from known_evaluation(known_at) as evaluation
    where evaluation.reporting_date <= on_day
)

select
    plan_code,
    measure_code,
    arg_max(state, precedence) as state,
    arg_max(progress_percent, precedence) as progress_percent,
    max(reporting_date) as evaluated_on
from ranked
group by plan_code, measure_code;

-- Umsetzung: is the work of each measure being done on time?
-- Dropped and postponed measures leave every ratio (is_counted) and get no light.
create or replace macro measure_delivery(on_day, known_at) as table
with milestones as (
    select
        plan_code,
        measure_code,
        count(*) as milestones,
        count(*) filter (where is_reached) as milestones_reached,
        count(*) filter (where is_overdue) as milestones_overdue,
        finite(finite_sum(if(is_reached, weight, 0), milestone_number) / nullif(finite_sum(weight, milestone_number), 0)) as work_done,
        finite(finite_sum(if(is_due, weight, 0), milestone_number) / nullif(finite_sum(weight, milestone_number), 0)) as work_due,
        max(days_late) as days_late,
        avg(slipped_days) as slippage_days
    from milestone_state(on_day, known_at)
    group by plan_code, measure_code
),

stated as (
    select
        measure.plan_code,
        measure.measure_code,
        measure.title,
        measure.topic_area_code,
        measure.phase,
        measure.working_group_code,
        measure.lead_unit,
        measure.goal_codes,
        declared.state,
        declared.progress_percent,
        declared.evaluated_on,
        coalesce(milestones.milestones, 0) as milestones,
        coalesce(milestones.milestones_reached, 0) as milestones_reached,
        coalesce(milestones.milestones_overdue, 0) as milestones_overdue,
        milestones.work_done,
        milestones.work_due,
        milestones.days_late,
        milestones.slippage_days,
        coalesce(declared.state not in ('dropped', 'postponed'), true) as is_counted,
        -- the share of the measure's time that has passed, for measures without milestones
        case
            when measure.starts_on < measure.ends_on
                then greatest(0, least(
                    1,
                    date_diff('day', measure.starts_on, on_day)
                    / date_diff('day', measure.starts_on, measure.ends_on)
                ))
        end as elapsed
    from known_measure(known_at) as measure
    left join milestones
        on
            measure.plan_code = milestones.plan_code
            and measure.measure_code = milestones.measure_code
    left join declared_state(on_day, known_at) as declared
        on
            measure.plan_code = declared.plan_code
            and measure.measure_code = declared.measure_code
)

select
    stated.*,
    case
        when not is_counted then 'not_counted'
        when milestones > 0 then 'milestones'
        when progress_percent is null then 'none'
        when elapsed is null then 'none'
        else 'declared_progress'
    end as delivery_rule,
    case delivery_rule
        when 'milestones' then
            case
                when milestones_reached = milestones then 'achieved'
                when milestones_overdue = 0 then 'on_track'
                when days_late <= method.at_risk_days then 'at_risk'
                else 'off_track'
            end
        when 'declared_progress' then
            case
                when progress_percent >= 100 then 'achieved'
                when reaches(progress_percent / 100, method.on_track_ratio * elapsed, 1) then 'on_track'
                when reaches(progress_percent / 100, method.at_risk_ratio * elapsed, 1) then 'at_risk'
                else 'off_track'
            end
        else 'not_assessable'
    end as light_delivery
from stated
cross join method_in_force(known_at) as method;
