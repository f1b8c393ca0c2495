/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-self-test.h"

#include <glib/gi18n.h>

/**
 * ZbSelfTest:
 *
 * Looks at what an officer needs of this machine and says what it has found. All checks run at once, in
 * threads or on the main loop, each with a deadline; the list always has one finding for each, which first
 * says that it is being looked at.
 */
struct _ZbSelfTest
{
  GObject parent_instance;
  const ZbCheck *checks;
  guint n_checks;
  guint within_ms;
  GListStore *findings;
  guint round;
  guint n_running;
};

/* How long a check may take, ms. */
#define WITHIN 5000

typedef enum
{
  PROP_RUNNING = 1,
} Property;

static GParamSpec *properties[PROP_RUNNING + 1];

G_DEFINE_FINAL_TYPE (ZbSelfTest, zb_self_test, G_TYPE_OBJECT)

/* --- one check ------------------------------------------------------------------------------------- */

typedef struct
{
  const ZbCheck *check;
  ZbCheckFacts *facts;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *looking = data;

  zb_check_facts_unref (looking->facts);
  g_free (looking);
}

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Looking *looking = data;

  g_task_return_pointer (task, looking->check->find (looking->check->title, looking->facts), g_object_unref);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer promise)
{
  dex_promise_resolve_object (promise, g_task_propagate_pointer (G_TASK (result), NULL));
  dex_unref (promise);
}

static DexFuture *
look_in_thread (const ZbCheck *check, ZbCheckFacts *facts)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_looked, dex_ref (promise));
  Looking *looking = g_new0 (Looking, 1);

  looking->check = check;
  looking->facts = zb_check_facts_ref (facts);
  g_task_set_task_data (task, looking, looking_free);
  g_task_run_in_thread (task, look);
  return DEX_FUTURE (promise);
}

/* --- all of them ------------------------------------------------------------------------------------ */

typedef struct
{
  ZbSelfTest *test;
  guint round;
  guint position;
} Awaited;

static void
awaited_free (gpointer data)
{
  Awaited *awaited = data;

  g_object_unref (awaited->test);
  g_free (awaited);
}

static void
put (ZbSelfTest *self, guint position, ZbFinding *finding)
{
  g_list_store_splice (self->findings, position, 1, (gpointer *)&finding, 1);
  self->n_running--;
  if (self->n_running == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

static DexFuture *
on_found (DexFuture *future, gpointer data)
{
  Awaited *awaited = data;
  ZbSelfTest *self = awaited->test;
  const GValue *value = dex_future_get_value (future, NULL);
  g_autoptr (ZbFinding) finding = value ? g_value_dup_object (value) : NULL;

  if (awaited->round != self->round)
    return dex_future_new_true ();
  if (!finding)
    finding = zb_finding_new (self->checks[awaited->position].title, ZB_FINDING_WARNING,
                              N_ ("Run the self-test again; where it says the same, tell the administrator."),
                              N_ ("This could not be looked at within %d s."),
                              (int)MAX (self->within_ms / 1000, 1));
  put (self, awaited->position, finding);
  return dex_future_new_true ();
}

static void
start (ZbSelfTest *self, guint position, ZbCheckFacts *facts)
{
  const ZbCheck *check = &self->checks[position];
  DexFuture *found = check->ask ? check->ask (check->title, facts) : look_in_thread (check, facts);
  Awaited *awaited = g_new0 (Awaited, 1);

  awaited->test = g_object_ref (self);
  awaited->round = self->round;
  awaited->position = position;
  found = dex_future_first (found, dex_timeout_new_msec ((int)self->within_ms), NULL);
  dex_future_disown (dex_future_finally (found, on_found, awaited, awaited_free));
}

static void
begin_list (ZbSelfTest *self)
{
  g_autoptr (GPtrArray) running = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->n_checks; i++)
    g_ptr_array_add (running, zb_finding_new_running (self->checks[i].title));
  g_list_store_splice (self->findings, 0, g_list_model_get_n_items (G_LIST_MODEL (self->findings)),
                       running->pdata, running->len);
}

/**
 * zb_self_test_run:
 * @self: the self-test
 * @facts: what is so now
 *
 * Looks at everything anew. What an earlier run has not found yet is not waited for any more.
 */
void
zb_self_test_run (ZbSelfTest *self, ZbCheckFacts *facts)
{
  g_return_if_fail (ZB_IS_SELF_TEST (self));
  self->round++;
  self->n_running = self->n_checks;
  begin_list (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  for (guint i = 0; i < self->n_checks; i++)
    start (self, i, facts);
}

/**
 * zb_self_test_is_running:
 * @self: the self-test
 *
 * Returns: whether something is still being looked at; the property `running` tells when that changes
 */
gboolean
zb_self_test_is_running (ZbSelfTest *self)
{
  g_return_val_if_fail (ZB_IS_SELF_TEST (self), FALSE);
  return self->n_running > 0;
}

/**
 * zb_self_test_get_findings:
 * @self: the self-test
 *
 * Returns: (transfer none): a list of #ZbFinding, empty before the first run
 */
GListModel *
zb_self_test_get_findings (ZbSelfTest *self)
{
  g_return_val_if_fail (ZB_IS_SELF_TEST (self), NULL);
  return G_LIST_MODEL (self->findings);
}

/**
 * zb_self_test_to_text:
 * @self: the self-test
 * @english: in English; otherwise in the officer's language
 *
 * Returns: (transfer full): the findings, one a line
 */
char *
zb_self_test_to_text (ZbSelfTest *self, gboolean english)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (ZB_IS_SELF_TEST (self), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr (ZbFinding) finding = g_list_model_get_item (G_LIST_MODEL (self->findings), i);
      g_autofree char *line = zb_finding_to_text (finding, english);
      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * zb_self_test_new_of:
 * @checks: (array length=n_checks): what is looked at; stays there as long as the self-test
 * @n_checks: how many there are
 * @within_ms: how long each may take
 *
 * Returns: (transfer full): a self-test that has not run yet
 */
ZbSelfTest *
zb_self_test_new_of (const ZbCheck *checks, guint n_checks, guint within_ms)
{
  ZbSelfTest *self = g_object_new (ZB_TYPE_SELF_TEST, NULL);

  self->checks = checks;
  self->n_checks = n_checks;
  self->within_ms = within_ms;
  return self;
}

/**
 * zb_self_test_new:
 *
 * Returns: (transfer full): a self-test of all that zb_checks_get() names, which has not run yet
 */
ZbSelfTest *
zb_self_test_new (void)
{
  guint n_checks;
  const ZbCheck *checks = zb_checks_get (&n_checks);

  return zb_self_test_new_of (checks, n_checks, WITHIN);
}

static void
zb_self_test_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((Property)id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, zb_self_test_is_running (ZB_SELF_TEST (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_self_test_dispose (GObject *object)
{
  g_clear_object (&ZB_SELF_TEST (object)->findings);
  G_OBJECT_CLASS (zb_self_test_parent_class)->dispose (object);
}

static void
zb_self_test_class_init (ZbSelfTestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zb_self_test_get_property;
  object_class->dispose = zb_self_test_dispose;
  properties[PROP_RUNNING] = g_param_spec_boolean (
      "running", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_self_test_init (ZbSelfTest *self)
{
  self->findings = g_list_store_new (ZB_TYPE_FINDING);
}
