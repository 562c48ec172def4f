-- Which funds were planned, spent, forecast and granted, together and by phase, topic area or year?
-- Rows: one per grain and code of it (code null: measures of no group); "plan" has one, of the measures chosen
-- Parameters: plan, phase (null: all), area (null: all), on, known_at (null: now)
with said as (
    select
        funds.measure_code,
        funds.year,
        funds.planned_eur,
        if(funds.year <= year($on::date), funds.planned_eur, null) as planned_to_date_eur,
        funds.spent_eur,
        funds.forecast_eur,
        funds.grants_eur,
        unnest([
            { 'grain': 'phase', 'code': measure.phase::varchar },
            { 'grain': 'topic_area', 'code': measure.topic_area_code },
            if(
                ($phase::integer is null or measure.phase = $phase::integer)
                and ($area::varchar is null or measure.topic_area_code = $area::varchar),
                { 'grain': 'year', 'code': funds.year::varchar },
                null
            ),
            if(
                ($phase::integer is null or measure.phase = $phase::integer)
                and ($area::varchar is null or measure.topic_area_code = $area::varchar),
                { 'grain': 'plan', 'code': null },
                null
            )
        ]) as place
    from known_funds($known_at::timestamp) as funds
    inner join known_measure($known_at::timestamp) as measure
        on
            funds.plan_code = measure.plan_code
            and funds.measure_code = measure.measure_code
    where funds.plan_code = $plan
)

select
    place.grain,
    place.code,
    count(distinct measure_code) as measures,
    finite_sum(planned_eur, [year::varchar, measure_code]) as planned_eur,
    finite_sum(planned_to_date_eur, [year::varchar, measure_code]) as planned_to_date_eur,
    finite_sum(spent_eur, [year::varchar, measure_code]) as spent_eur,
    finite_sum(forecast_eur, [year::varchar, measure_code]) as forecast_eur,
    finite_sum(grants_eur, [year::varchar, measure_code]) as grants_eur
from said
where place is not null
group by place.grain, place.code
order by place.grain, place.code nulls last
