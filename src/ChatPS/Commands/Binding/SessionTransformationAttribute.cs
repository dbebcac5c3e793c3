using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;

namespace ChatPS.Commands;

/// <summary>
/// Makes sessions of what stands for one: a session, its number, its key, or something that carries the key, as a message does. One
/// that is not live in this process is an error: a message from a file must not go to the default session.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Unwrap(inputData);
        if (value is null or ChatSession or ChatSession[])
            return value;
        if (value is string or not IEnumerable)
            return Find(value, inputData);
        var sessions = new List<object?>();
        foreach (object? item in (IEnumerable)value)
            sessions.Add(Unwrap(item) is ChatSession session ? session : Find(Unwrap(item), item));
        return sessions.ToArray();
    }

    private static object? Find(object? value, object? original)
    {
        if (value is Guid || Guid.TryParse(value as string, out _))
            return FindByKey(value is Guid key ? key : Guid.Parse((string)value!));
        if (value is int || int.TryParse(value as string, out _))
            return FindById(value is int id ? id : int.Parse((string)value!));
        return original is not null && PSObject.AsPSObject(original).Properties["SessionKey"]?.Value is { } carried && carried != original
            ? Find(Unwrap(carried), carried)
            : value;
    }

    private static ChatSession FindById(int id) => SessionTable.FindLive(session => session.Id == id)
        ?? throw new ArgumentTransformationMetadataException($"There is no chat session with the number {id}: Get-ChatSession lists those there are.");

    private static ChatSession FindByKey(Guid key) => SessionTable.FindLive(session => session.SessionKey == key)
        ?? throw new ArgumentTransformationMetadataException($"The chat session {key} is not open in this process: Get-ChatSession lists those that are.");

    private static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
}
