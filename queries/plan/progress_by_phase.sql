-- How much of the work of each phase is done, and how much is due?
-- Rows: one per plan and phase
-- Parameters: plan (null: all), on, known_at (null: now)
select
    phase.plan_code,
    phase.phase,
    phase.title,
    phase.starts_on,
    phase.ends_on,
    phase.report_due_on,
    count(delivery.measure_code) as measures,
    count(delivery.work_done) as measures_with_milestones,
    avg(delivery.work_done order by delivery.measure_code) as work_done,
    avg(delivery.work_due order by delivery.measure_code) as work_due,
    avg(delivery.slippage_days) as slippage_days
from known_phase($known_at::timestamp) as phase
left join measure_delivery($on::date, $known_at::timestamp) as delivery
    on
        phase.plan_code = delivery.plan_code
        and phase.phase = delivery.phase
        and delivery.is_counted
where $plan::varchar is null or phase.plan_code = $plan::varchar
group by
    phase.plan_code,
    phase.phase,
    phase.title,
    phase.starts_on,
    phase.ends_on,
    phase.report_due_on
order by phase.plan_code, phase.phase
