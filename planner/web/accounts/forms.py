"""The forms of signing in and of accounts."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from planner.domain.accounts import Role
from planner.web.shell.form_models import FormRefused, OfficeForm

#: What is typed to sign in: passwords, codes and names count letter by letter.
Typed = Annotated[str, Field(max_length=1000)]
#: The page that somebody wanted; only one of ours is ever led to.
Wanted = Annotated[str, Field(max_length=500)]


class SignInForm(OfficeForm):
    """A name and its password."""

    login: Typed = Field(alias="nama", title="Nama masuk")
    password: Typed = Field(alias="sandi", title="Kata sandi")
    wanted: Wanted = Field(default="", alias="ke", title="Halaman tujuan")


class ExampleForm(OfficeForm):
    """Who somebody wants to be in the example."""

    role: Role = Field(alias="peran", title="Peran")
    wanted: Wanted = Field(default="", alias="ke", title="Halaman tujuan")


class CodeForm(OfficeForm):
    """A code of the second step."""

    code: Typed = Field(alias="kode", title="Kode")
    wanted: Wanted = Field(default="", alias="ke", title="Halaman tujuan")


class TypedTwice(OfficeForm):
    """A new password, which nobody sees while they type it."""

    password: Typed = Field(alias="sandi", title="Kata sandi")
    again: Typed = Field(alias="ulang", title="Kata sandi sekali lagi")

    @model_validator(mode="after")
    def _both_alike(self) -> Self:
        if self.password != self.again:
            label = str(type(self).model_fields["password"].title).lower()
            raise FormRefused({"ulang": f"Kedua {label} tidak sama. Ketik ulang keduanya."})
        return self


class FirstAdminForm(TypedTwice):
    """The first admin, made by whoever read the code on the server."""

    code: Typed = Field(alias="kode", title="Kode pemasangan")
    login: Typed = Field(alias="nama", title="Nama masuk")
    shown: Typed = Field(alias="lengkap", title="Nama lengkap")


class PasswordForm(TypedTwice):
    """Another password for one's own account."""

    old: Typed = Field(alias="lama", title="Kata sandi sekarang")
    password: Typed = Field(alias="sandi", title="Kata sandi baru")
    again: Typed = Field(alias="ulang", title="Kata sandi baru sekali lagi")


class AccountForm(OfficeForm):
    """Somebody who is to sign in."""

    login: Typed = Field(alias="nama", title="Nama masuk")
    shown: Typed = Field(alias="lengkap", title="Nama lengkap")
    role: Role = Field(alias="peran", title="Peran")


class RoleForm(OfficeForm):
    """Another role for an account."""

    role: Role = Field(alias="peran", title="Peran")


class SwitchForm(OfficeForm):
    """Whether an account is on."""

    active: bool = Field(alias="aktif", title="Akun menyala")
