-- When were the milestones of a measure planned first, when are they planned now, which are reached?
-- Rows: one per measure and milestone, by date
-- Parameters: plan, measure (null: any), on, known_at (null: now)
select
    measure_code,
    milestone_number,
    title,
    first_due_on,
    due_on,
    reached_on,
    weight,
    is_reached,
    is_overdue,
    days_late,
    slipped_days
from milestone_state($on::date, $known_at::timestamp)
where plan_code = $plan and ($measure::varchar is null or measure_code = $measure::varchar)
order by measure_code, due_on, milestone_number
