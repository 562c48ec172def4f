-- What was observed of the indicators of a measure, or of one indicator?
-- Rows: one per indicator and judged date: totals only, flows by the year
-- Parameters: plan, measure (null: any), indicator (null: any), on, known_at (null: now)
select
    judged.indicator_code,
    judged.observed_on,
    judged.value,
    judged.is_break
from judged_observation($on::date, $known_at::timestamp) as judged
inner join known_indicator($known_at::timestamp) as indicator
    on
        judged.plan_code = indicator.plan_code
        and judged.indicator_code = indicator.indicator_code
where
    judged.plan_code = $plan
    and ($measure::varchar is null or indicator.measure_code = $measure::varchar)
    and ($indicator::varchar is null or judged.indicator_code = $indicator::varchar)
order by judged.indicator_code, judged.observed_on
