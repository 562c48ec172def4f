-- Text as a search compares it: ä, ae and a are the same, and so are ß and ss, É and e.
create or replace macro searched(text) as
    regexp_replace(
        replace(replace(replace(replace(strip_accents(lower(text)), 'ß', 'ss'), 'ae', 'a'), 'oe', 'o'), 'ue', 'u'),
        '\s+', ' ', 'g'
    );

-- How well a word fits a text that is searched: 3 begins a word, 2 stands in it, 1 is nearly a word or
-- its beginning (one wrong letter from four letters on, two from seven on), 0 not at all.
create or replace macro word_match(text, word) as
    case
        when starts_with(text, word) or contains(text, ' ' || word) then 3
        when contains(text, word) then 2
        when length(word) < 4 then 0
        when list_bool_or(list_transform(
            string_split(text, ' '),
            lambda part: least(
                damerau_levenshtein(part, word),
                damerau_levenshtein(left(part, length(word)), word)
            ) <= if(length(word) < 7, 1, 2)
        )) then 1
        else 0
    end;

-- Indicators as they are looked for: with what each filter asks of them, and which they fail. A filter
-- is a list of values, null: all; "-" stands for none said.
create or replace macro explored_indicator(
    on_day, known_at,
    plans, phases, areas, goals, measures, units, kinds, directions, lights, ages, owners, words
) as table
with described as (
    select
        light.*,
        measure.title as measure,
        measure.phase,
        measure.topic_area_code,
        case when len(measure.goal_codes) > 0 then measure.goal_codes else ['-'] end as goal_codes,
        searched(
            concat_ws(' ', light.indicator_code, light.name, light.unit, light.measure_code, measure.title, light.owner)
        ) as said
    from indicator_light(on_day, known_at) as light
    left join known_measure(known_at) as measure
        on
            light.plan_code = measure.plan_code
            and light.measure_code = measure.measure_code
),

compared as (
    select
        *,
        if(
            len(words) > 0,
            list_transform(words, lambda word: word_match(said, searched(word))),
            []
        ) as matches
    from described
)

select
    * exclude (said, matches),
    list_sum(matches) as match,
    [
        { 'facet': 'plans', 'value': plan_code, 'fits': plans is null or list_contains(plans, plan_code) },
        {
            'facet': 'phase', 'value': coalesce(phase::varchar, '-'),
            'fits': phases is null or list_contains(phases, coalesce(phase::varchar, '-'))
        },
        {
            'facet': 'area', 'value': coalesce(topic_area_code, '-'),
            'fits': areas is null or list_contains(areas, coalesce(topic_area_code, '-'))
        },
        {
            'facet': 'measure', 'value': measure_code,
            'fits': measures is null or list_contains(measures, measure_code)
        },
        {
            'facet': 'unit', 'value': coalesce(unit, '-'),
            'fits': units is null or list_contains(units, coalesce(unit, '-'))
        },
        {
            'facet': 'kind', 'value': coalesce(kind, '-'),
            'fits': kinds is null or list_contains(kinds, coalesce(kind, '-'))
        },
        {
            'facet': 'direction', 'value': coalesce(direction, '-'),
            'fits': directions is null or list_contains(directions, coalesce(direction, '-'))
        },
        {
            'facet': 'light', 'value': light_effect,
            'fits': lights is null or list_contains(lights, light_effect)
        },
        { 'facet': 'freshness', 'value': freshness, 'fits': ages is null or list_contains(ages, freshness) },
        {
            'facet': 'owner', 'value': coalesce(owner, '-'),
            'fits': owners is null or list_contains(owners, coalesce(owner, '-'))
        }
    ] as facets,
    goals is null or list_has_any(goals, goal_codes) as fits_goal,
    len(list_filter(facets, lambda one: not one.fits)) + (not fits_goal)::integer as misses
from compared
where len(matches) = 0 or list_min(matches) > 0;
