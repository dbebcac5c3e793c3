using System;
using System.Collections.Generic;
using System.IO;

namespace ChatPS.Server;

/// <summary>The logins of a file, read again when it has changed. For one thread at a time.</summary>
internal sealed class LoginFile
{
    private const int MostBytes = 16 * 1024 * 1024;

    // Hashed where there is no such name, so that the time tells nothing about which names exist.
    private readonly PasswordHash _nobody = PasswordHash.Create("0", [(byte)'0']);

    private readonly string _path;
    private readonly LoginList _others;
    private Dictionary<string, PasswordHash> _logins;
    private (DateTime Written, long Length) _version;

    /// <param name="path">The file.</param>
    /// <param name="others">Who may log in as well.</param>
    /// <exception cref="ChatException">The file cannot be read, or a line of it is no login (<see cref="ChatFailure.FileNotUsable"/>).</exception>
    public LoginFile(string path, LoginList others)
    {
        _path = path;
        _others = others;
        _version = VersionOf(path);
        _logins = Read(path);
    }

    public int Count => _logins.Count;

    /// <summary>Reads the file again if it has changed. What cannot be read, or has a line that is no login, changes nothing.</summary>
    /// <param name="failure">Why it changed nothing, once for each version of the file.</param>
    /// <returns>Whether the logins have changed.</returns>
    public bool Refresh(out ChatException? failure)
    {
        failure = null;
        try
        {
            (DateTime, long) version = VersionOf(_path);
            if (version == _version)
                return false;
            _version = version;
            _logins = Read(_path);
            return true;
        }
        catch (ChatException e)
        {
            failure = e;
            return false;
        }
    }

    /// <summary>Whether the pair is in the file. It takes as long for a name that is not.</summary>
    public bool Allows(string userName, byte[] password)
    {
        bool isKnown = _logins.TryGetValue(userName, out PasswordHash? login);
        bool isRight = (login ?? _nobody).Matches(password) & isKnown;
        return isRight | (_others.IsRestricted && _others.Allows(userName, new ArraySegment<byte>(password)));
    }

    private static Dictionary<string, PasswordHash> Read(string path)
    {
        var logins = new Dictionary<string, PasswordHash>(StringComparer.OrdinalIgnoreCase);
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new ChatException(ChatFailure.FileNotUsable, $"The logins in {path} cannot be read: the file is too large.");
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith("#", StringComparison.Ordinal))
                    continue;
                PasswordHash login = PasswordHash.Parse(line)
                    ?? throw new ChatException(ChatFailure.FileNotUsable, $"Line {number} of {path} is no login: make it with New-ChatLogin.");
                logins[login.UserName] = login;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ChatException(ChatFailure.FileNotUsable, $"The logins cannot be read: {e.Message}", e);
        }

        return logins;
    }

    private static (DateTime, long) VersionOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
