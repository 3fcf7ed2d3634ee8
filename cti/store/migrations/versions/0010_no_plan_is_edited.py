"""What a plan says is never edited: the database refuses it.

Only who somebody is may be taken out of an old plan, and that shows in `erased_at`.
"""

from collections.abc import Iterator

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SAID = (
    "id",
    "service_id",
    "plan_on",
    "weeks",
    "policy",
    "prices",
    "seed",
    "effort",
    "repeatable",
    "engine_version",
    "input_hash",
    "revision",
    "cost",
    "lower_bound",
    "contact_cost",
    "contact_lower_bound",
    "made_at",
    "made_by",
)
"""What a plan says from the first."""

PARTS = ("plan_documents", "plan_stays", "plan_contacts", "plan_overloads")

GOES_BACK = (
    "NOT (OLD.state = NEW.state"
    " OR OLD.state = 'draft' AND NEW.state = 'published'"
    " OR OLD.state = 'published' AND NEW.state = 'superseded')"
)
WAS_SET = " OR ".join(
    f"OLD.{name} IS NOT NULL AND (NEW.{name} IS NULL OR NEW.{name} <> OLD.{name})"
    for name in ("published_at", "published_by", "superseded_at", "superseded_by")
)
WHOSE = "(SELECT 1 FROM plans WHERE id = {row}.plan_id AND {so})"
IS_DRAFT = "state = 'draft'"
MAY_GO = "(state = 'draft' OR erased_at IS NOT NULL)"


def guards(differs: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield a name, when it looks, at which table, and what it refuses."""
    other = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in SAID)
    refused = f"{other} OR {WAS_SET} OR {GOES_BACK}"
    yield "plans_are_not_edited", "UPDATE", "plans", refused
    yield "plans_do_not_go", "DELETE", "plans", "OLD.state <> 'draft'"
    for part in PARTS:
        draft = WHOSE.format(row="NEW", so=IS_DRAFT)
        yield f"{part}_do_not_grow", "INSERT", part, f"NOT EXISTS {draft}"
        may_go = WHOSE.format(row="OLD", so=MAY_GO)
        yield f"{part}_do_not_go", "DELETE", part, f"NOT EXISTS {may_go}"
        erased = WHOSE.format(row="OLD", so="erased_at IS NOT NULL")
        kept = f"NOT EXISTS {erased}" if part == "plan_documents" else "1 = 1"
        yield f"{part}_are_not_edited", "UPDATE", part, kept


def upgrade() -> None:
    """Go one step up."""
    if op.get_bind().dialect.name == "sqlite":
        for name, action, table, refused in guards("IS NOT"):
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action} ON {table} WHEN {refused}"
                " BEGIN SELECT RAISE(ABORT, 'no plan is edited'); END"
            )
        return
    for name, action, table, refused in guards("IS DISTINCT FROM"):
        goes_on = "OLD" if action == "DELETE" else "NEW"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {refused} THEN RAISE EXCEPTION 'no plan is edited'"
            " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            f" RETURN {goes_on}; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {action} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def downgrade() -> None:
    """Go one step back."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, _, table, _ in guards("IS NOT"):
        if is_sqlite:
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
