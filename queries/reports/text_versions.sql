-- What was written, one after the other, for one section of a report?
-- Rows: one per version, the newest first; an empty text took the one before back
-- Parameters: plan, phase (null: none), area (null: none), on, section, measure (null: of the report)
select
    report_text_id,
    text,
    person,
    recorded_at
from report_text
where
    plan_code = $plan
    and phase is not distinct from $phase::integer
    and topic_area_code is not distinct from $area::varchar
    and reporting_date = $on::date
    and section = $section
    and measure_code is not distinct from $measure::varchar
order by report_text_id desc
