"""Settings, read from the environment (`FINGERPOST_…`) and `.env`."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Everything an operator can set. Paths are relative to the project folder unless absolute."""

    model_config = SettingsConfigDict(env_prefix="FINGERPOST_", env_file=".env", extra="ignore")

    database_url: str = Field(
        default=f"sqlite:///{PROJECT / 'var' / 'fingerpost.db'}",
        description="SQLAlchemy URL: sqlite:///… or postgresql+psycopg://…",
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    project: Path = PROJECT
    state: Path = Field(default=PROJECT / "var", description="Where the embedded database and the secret key live.")
    models: Path = PROJECT / "models"
    secret_key: SecretStr | None = Field(default=None, description="Signs sessions; made and kept in `state` if unset.")
    session_hours: int = Field(default=24, ge=1)
    message_characters: int = Field(default=2000, ge=100)
    conversation_window: int = Field(default=3, ge=2, description="Turns that Rasa sees besides the slots.")
    log_json: bool = False

    @property
    def data(self) -> Path:
        """The folder that editors and trainers write in."""
        return self.project / "data"


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
