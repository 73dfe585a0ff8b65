"""Alembic's entry: it runs on the connection, and in the transaction, that it is given."""

from alembic import context

from annotator.project.storage.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
