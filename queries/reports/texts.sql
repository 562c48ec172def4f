-- What was written for a report, section by section?
-- Rows: one per section, and measure where it is of one; texts taken back are left out
-- Parameters: plan, phase (null: none), area (null: none), on, known_at (null: now)
select
    report_text_id,
    section,
    measure_code,
    text,
    person,
    recorded_at
from report_text
where
    plan_code = $plan
    and phase is not distinct from $phase::integer
    and topic_area_code is not distinct from $area::varchar
    and reporting_date = $on::date
    and ($known_at::timestamp is null or recorded_at <= $known_at::timestamp)
qualify
    row_number() over (partition by section, measure_code order by report_text_id desc) = 1
    and text <> ''
order by section, measure_code nulls first
