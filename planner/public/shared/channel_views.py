"""What people can do instead of waiting for a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.domain.decisions import ChannelStatus
from planner.domain.vocabulary import Channel, Evidence
from planner.public.shared.language import say, span_words
from planner.public.shared.public_facts import OfficeFacts
from planner.public.shared.public_words import CHANNELS


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelView:
    """A channel as an offer: what to do, when, and how sure that is.

    ``note`` says, where the channel's state is inferred, from what.
    """

    kind: str
    name: str
    detail: str
    href: str | None
    open: bool
    note: str


def channel_views(channels: Sequence[ChannelStatus], office: OfficeFacts) -> list[ChannelView]:
    """Return what people can do instead; WhatsApp first, closed counters last."""
    order = [Channel.WHATSAPP, Channel.OFFICE_COUNTER, Channel.OFFICE_PICKUP]
    by_channel = {status.channel: status for status in channels}
    views = [_channel(by_channel[channel], office) for channel in order if channel in by_channel]
    if Channel.WHATSAPP not in by_channel:
        status = ChannelStatus(channel=Channel.WHATSAPP, open=True)
        views.insert(0, _channel(status, office))
    counter = by_channel.get(Channel.KECAMATAN_COUNTER)
    return [*views, *([_channel(counter, office)] if counter is not None else [])]


def _channel(status: ChannelStatus, office: OfficeFacts) -> ChannelView:
    name, href = say(CHANNELS[status.channel]), None
    if status.channel is Channel.WHATSAPP:
        if office.whatsapp:
            name, href = f"{name} +{office.whatsapp}", f"https://wa.me/{office.whatsapp}"
        else:
            name = f"{name}: " + say("nomor belum tersedia") + (" (CONTOH)" if office.demo else "")
    details = []
    if not status.open:
        details.append(say("tutup untuk sementara"))
    if status.hours is not None:
        opens, closes = (clock.replace(":", ".") for clock in status.hours)
        details.append(say("Senin-Jumat, %(jam)s WIB", jam=f"{opens}-{closes}"))
    if status.quota is not None:
        details.append(say("%(n)s nomor antrean sehari", n=status.quota))
    last_day = status.documented_to
    inferred = status.evidence is Evidence.INFERRED and last_day is not None
    note = ""
    if inferred and last_day:
        note = say("disimpulkan dari keadaan %(hari)s", hari=span_words(last_day, last_day))
    return ChannelView(
        kind=status.channel.value,
        name=name,
        detail=", ".join(details),
        href=href,
        open=status.open,
        note=note,
    )
