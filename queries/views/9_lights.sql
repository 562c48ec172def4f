-- The lights of each indicator on a reporting date, as known at a moment: Wirkung and Datenlage.
create or replace macro indicator_light(on_day, known_at) as table
select
    effect.*,
    freshness(
        effect.observed_on, effect.frequency, on_day, method.grace_days, method.stale_periods
    ) as freshness,
    effect.baseline is not null as has_baseline,
    effect.targets > 0 as has_target,
    effect.direction is not null as has_direction,
    effect.owner is not null as has_owner,
    effect.observed_on is not null as has_data,
    has_baseline and has_target and has_direction and has_owner and has_data as is_evaluable
from indicator_effect(on_day, known_at) as effect
cross join method_in_force(known_at) as method;

-- The three lights of each measure. They are never merged into one.
-- Wirkung: the worst of its indicators that can be assessed. Datenlage: on track when every indicator
-- is fresh and one is evaluable; off track when one is stale or has no data; else at risk.
create or replace macro measure_light(on_day, known_at) as table
with indicators as (
    select
        plan_code,
        measure_code,
        count(*) as indicators,
        count(*) filter (where is_assessed(light_effect)) as indicators_assessed,
        arg_min(light_effect, light_rank(light_effect)) as light_effect,
        -- the worst indicator by name: the worst light, then the smallest ratio, then the code
        min({
            'light': light_rank(light_effect),
            'ratio': coalesce(ratio, 'infinity'::double),
            'indicator_code': indicator_code
        }) filter (where is_assessed(light_effect)) as worst,
        finite_sum(weight * position, indicator_code) as position_sum,
        finite_sum(if(position is not null, weight, null), indicator_code) as position_weight,
        count(position) as positions,
        count(*) filter (where freshness = 'fresh') as indicators_fresh,
        count(*) filter (where freshness = 'late') as indicators_late,
        count(*) filter (where freshness = 'stale') as indicators_stale,
        count(*) filter (where freshness = 'missing') as indicators_missing,
        bool_or(is_evaluable) as is_evaluable
    from indicator_light(on_day, known_at)
    group by plan_code, measure_code
)

select
    delivery.*,
    coalesce(indicators.indicators, 0) as indicators,
    coalesce(indicators.indicators_assessed, 0) as indicators_assessed,
    coalesce(indicators.indicators_fresh, 0) as indicators_fresh,
    coalesce(indicators.indicators_late, 0) as indicators_late,
    coalesce(indicators.indicators_stale, 0) as indicators_stale,
    coalesce(indicators.indicators_missing, 0) as indicators_missing,
    indicators.worst.indicator_code as worst_indicator_code,
    finite(indicators.worst.ratio) as worst_ratio,
    finite(indicators.position_sum / nullif(indicators.position_weight, 0)) as mean_position,
    indicators.position_sum,
    indicators.position_weight,
    coalesce(indicators.positions, 0) as positions,
    coalesce(indicators.is_evaluable, false) as is_evaluable,
    case
        when not delivery.is_counted then 'not_assessable'
        else coalesce(indicators.light_effect, 'not_assessable')
    end as light_effect,
    case
        when not delivery.is_counted or indicators.indicators is null then 'not_assessable'
        when indicators.indicators_stale + indicators.indicators_missing > 0 then 'off_track'
        when indicators.indicators_late > 0 or not indicators.is_evaluable then 'at_risk'
        else 'on_track'
    end as light_evidence
from measure_delivery(on_day, known_at) as delivery
left join indicators
    on
        delivery.plan_code = indicators.plan_code
        and delivery.measure_code = indicators.measure_code;

-- From which cell of which upload the last judged value of each indicator comes; of a sum the last value
-- in it.
create or replace macro last_origin(on_day, known_at) as table
select
    said.plan_code,
    said.indicator_code,
    max(said.upload_id) as last_upload_id,
    arg_max(said.sheet, said.upload_id) as last_sheet,
    arg_max(said.cell, said.upload_id) as last_cell
from said_total(date '-infinity', on_day, known_at) as said
inner join indicator_light(on_day, known_at) as light
    on
        said.plan_code = light.plan_code
        and said.indicator_code = light.indicator_code
        and said.observed_on = light.last_observed_on
group by said.plan_code, said.indicator_code;
