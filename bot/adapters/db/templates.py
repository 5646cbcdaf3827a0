"""The templates of channels."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import delete, select

from bot.adapters.db.connections import AnyRow, AnySelect, Db
from bot.adapters.db.tables import TemplateRow
from bot.adapters.db.upserts import upsert
from bot.domain.state.identity import Place
from bot.domain.state.templates import Template


class TemplatesInDatabase:
    def __init__(self, db: Db) -> None:
        self._db = db

    async def all(self, place: Place) -> Sequence[Template]:
        rows = await self._db.execute(_of(place).order_by(TemplateRow.name))
        return [_template(row) for row in rows]

    async def get(self, place: Place, name: str) -> Template | None:
        row = (await self._db.execute(_of(place).where(TemplateRow.name == name))).one_or_none()
        return _template(row) if row else None

    async def save(self, place: Place, template: Template) -> None:
        kept = {each.name: getattr(template, each.name) for each in fields(Template)}
        await upsert(self._db, TemplateRow, asdict(place) | kept)

    async def delete(self, place: Place, name: str) -> None:
        await self._db.execute(
            delete(TemplateRow).where(
                TemplateRow.team == place.team,
                TemplateRow.channel == place.channel,
                TemplateRow.name == name,
            )
        )


def _of(place: Place) -> AnySelect:
    columns = [getattr(TemplateRow, each.name) for each in fields(Template)]
    here = (TemplateRow.team == place.team, TemplateRow.channel == place.channel)
    return select(*columns).where(*here)


def _template(row: AnyRow) -> Template:
    return Template(**{each.name: getattr(row, each.name) for each in fields(Template)})
