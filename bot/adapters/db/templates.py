"""The templates of channels."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.adapters.db.mapping import values
from bot.adapters.db.tables import TemplateRow
from bot.adapters.db.upserts import upsert
from bot.domain.state.identity import Place
from bot.domain.state.templates import Template


class TemplatesInDatabase:
    def __init__(self, db: AsyncSession) -> None:
        self._db = db

    async def all(self, place: Place) -> Sequence[Template]:
        wanted = (
            select(TemplateRow)
            .where(TemplateRow.team == place.team, TemplateRow.channel == place.channel)
            .order_by(TemplateRow.name)
        )
        rows = await self._db.scalars(wanted, execution_options={"populate_existing": True})
        return [Template(**values(row, Template)) for row in rows]

    async def get(self, place: Place, name: str) -> Template | None:
        key = (place.team, place.channel, name)
        row = await self._db.get(TemplateRow, key, populate_existing=True)
        return Template(**values(row, Template)) if row else None

    async def save(self, place: Place, template: Template) -> None:
        key = {"team": place.team, "channel": place.channel}
        await upsert(self._db, TemplateRow, key | values(template, Template))

    async def delete(self, place: Place, name: str) -> None:
        await self._db.execute(
            delete(TemplateRow).where(
                TemplateRow.team == place.team,
                TemplateRow.channel == place.channel,
                TemplateRow.name == name,
            )
        )
