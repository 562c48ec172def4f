-- When were the milestones of a measure planned first, when are they planned now, which are reached?
-- Rows: one per milestone, by date
-- Parameters: plan, measure, on, known_at (null: now)
select
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
where plan_code = $plan and measure_code = $measure
order by due_on, milestone_number
