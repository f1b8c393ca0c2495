/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A drill's clock and guards, whose it is, and what is wrong with a script. */
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-drill-script.h"
#include "zb-drill.h"
#include "zb-unit.h"

#define NOON (G_GINT64_CONSTANT (1795665600) * G_TIME_SPAN_SECOND)

static ZbDrill *
make_drill (ZbDrillState state)
{
  ZbDrill *drill = ZB_DRILL (zb_entity_new (ZB_KIND_DRILL, "d"));

  drill->state = (int)state;
  drill->speed = 1;
  return drill;
}

/* --- the clock ------------------------------------------------------------------------------------ */

static void
test_clock (void)
{
  g_autoptr (ZbDrill) drill = make_drill (ZB_DRILL_RUNNING);

  zb_drill_set_clock (drill, 5000, NOON);
  g_assert_cmpint (zb_drill_get_clock (drill, NOON + 10 * G_TIME_SPAN_SECOND), ==, 15000);
  /* A clock that was set back does not turn it back. */
  g_assert_cmpint (zb_drill_get_clock (drill, NOON - G_TIME_SPAN_HOUR), ==, 5000);
  drill->speed = 10;
  g_assert_cmpint (zb_drill_get_clock (drill, NOON + 10 * G_TIME_SPAN_SECOND), ==, 105000);
  drill->state = ZB_DRILL_PAUSED;
  g_assert_cmpint (zb_drill_get_clock (drill, NOON + G_TIME_SPAN_HOUR), ==, 5000);
}

static void
test_news (void)
{
  g_autoptr (ZbDrill) drill = make_drill (ZB_DRILL_RUNNING);

  for (int i = 0; i < ZB_DRILL_NEWS_MOST + 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      zb_drill_tell (drill, NOON + i, "message", text);
    }
  g_assert_cmpuint (drill->news->len, ==, ZB_DRILL_NEWS_MOST);
  g_assert_cmpstr (ZB_DRILL_NEWS (drill->news->pdata[0])->text, ==, "5");
}

/* --- the guards -------------------------------------------------------------------------------------- */

static const char *
ask (ZbDrillState state, ZbDrillVerb verb, ZbRole role)
{
  g_autoptr (ZbDrill) drill = make_drill (state);
  const ZbActor actor = { .account = "a", .role = role, .covers = TRUE, .now = NOON };
  g_autoptr (ZbProblem) problem = zb_drill_guard (drill, verb, &actor);

  return problem ? g_intern_string (problem->because) : NULL;
}

static void
test_guards (void)
{
  static const struct
  {
    ZbDrillState state;
    ZbDrillVerb verb;
    gboolean allowed;
  } rows[] = {
    { ZB_DRILL_PLANNED, ZB_DRILL_VERB_START, TRUE },   { ZB_DRILL_PLANNED, ZB_DRILL_VERB_PAUSE, FALSE },
    { ZB_DRILL_PLANNED, ZB_DRILL_VERB_INJECT, FALSE }, { ZB_DRILL_PLANNED, ZB_DRILL_VERB_END, TRUE },
    { ZB_DRILL_RUNNING, ZB_DRILL_VERB_START, FALSE },  { ZB_DRILL_RUNNING, ZB_DRILL_VERB_PAUSE, TRUE },
    { ZB_DRILL_RUNNING, ZB_DRILL_VERB_RESUME, FALSE }, { ZB_DRILL_RUNNING, ZB_DRILL_VERB_INJECT, TRUE },
    { ZB_DRILL_PAUSED, ZB_DRILL_VERB_RESUME, TRUE },   { ZB_DRILL_PAUSED, ZB_DRILL_VERB_END, TRUE },
    { ZB_DRILL_ENDED, ZB_DRILL_VERB_START, FALSE },    { ZB_DRILL_ENDED, ZB_DRILL_VERB_END, FALSE },
    { ZB_DRILL_ENDED, ZB_DRILL_VERB_INJECT, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *because = ask (rows[i].state, rows[i].verb, ZB_ROLE_DUTY_LEADER);
      g_test_message ("%d %d", (int)rows[i].state, (int)rows[i].verb);
      g_assert_cmpstr (because, ==, rows[i].allowed ? NULL : "state");
      g_assert_cmpstr (ask (rows[i].state, rows[i].verb, ZB_ROLE_DUTY_OFFICER), ==, "role");
    }
}

/* --- whose it is ------------------------------------------------------------------------------- */

static void
test_of (void)
{
  g_autoptr (ZbAlert) alert = ZB_ALERT (zb_entity_new (ZB_KIND_ALERT, "a"));
  g_autoptr (ZbUnit) shadow = ZB_UNIT (zb_entity_new (ZB_KIND_UNIT, "u"));

  g_assert_null (zb_drill_of (alert));
  g_assert_cmpstr (zb_drill_cover (alert, "north"), ==, "north");
  alert->drill = g_strdup ("d");
  g_assert_cmpstr (zb_drill_of (alert), ==, "d");
  g_assert_null (zb_drill_cover (alert, "north"));
  /* A shadow is silent while it stands; a unit that is silent for so long cannot be reached. */
  shadow->on_duty = TRUE;
  g_assert_cmpint (zb_unit_derive_status (shadow, 0, NOON), ==, ZB_UNIT_UNREACHABLE);
  shadow->drill = g_strdup ("d");
  g_assert_cmpint (zb_unit_derive_status (shadow, 0, NOON), ==, ZB_UNIT_AVAILABLE);
}

/* --- scripts ----------------------------------------------------------------------------------- */

static ZbDrillStep *
add_step (ZbDrillScript *script, gint64 at, ZbDrillDo what)
{
  ZbDrillStep *step = g_object_new (ZB_TYPE_DRILL_STEP, NULL);

  step->at = at;
  step->what = (int)what;
  step->text = g_strdup ("…");
  g_ptr_array_add (script->steps, step);
  return step;
}

static ZbDrillScript *
make_script (void)
{
  ZbDrillScript *script = g_object_new (ZB_TYPE_DRILL_SCRIPT, NULL);

  script->title = g_strdup ("t");
  script->minutes = 10;
  script->steps = g_ptr_array_new_with_free_func (g_object_unref);
  return script;
}

static char *
find_fault (ZbDrillScript *script)
{
  g_autoptr (ZbProblem) problem = zb_drill_script_check (script);

  return problem ? g_strdup (((ZbFieldError *)problem->errors->pdata[0])->pointer) : NULL;
}

static void
test_script (void)
{
  g_autoptr (ZbDrillScript) script = make_script ();
  g_autofree char *empty = find_fault (script), *good = NULL, *unordered = NULL, *unnamed = NULL;
  ZbDrillStep *last;

  g_assert_cmpstr (empty, ==, "/steps");
  add_step (script, 5, ZB_DRILL_DO_MESSAGE);
  last = add_step (script, 5, ZB_DRILL_DO_MESSAGE);
  good = find_fault (script);
  g_assert_null (good);
  last->at = 4;
  unordered = find_fault (script);
  g_assert_cmpstr (unordered, ==, "/steps/1/at");
  last->at = 5;
  last->what = ZB_DRILL_DO_AGAIN;
  last->of = g_strdup ("nobody");
  unnamed = find_fault (script);
  g_assert_cmpstr (unnamed, ==, "/steps/1/of");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drill/clock", test_clock);
  g_test_add_func ("/drill/news", test_news);
  g_test_add_func ("/drill/guards", test_guards);
  g_test_add_func ("/drill/of", test_of);
  g_test_add_func ("/drill/script", test_script);
  return g_test_run ();
}
